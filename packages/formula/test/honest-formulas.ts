/** Data that the honest formulas below are asked about. */
export const honestData = {
  name: '华北机械',
  level: 'B',
  amount: 1280.5,
  empty: '',
  no: null,
  active: true,
  tags: ['老客户', '华北'],
  one: ['only'],
  nested: { deep: { value: 7, list: [3, 1, 2] } },
  items: [
    { sku: 'a', qty: 2, price: 10.5, tags: ['x', 'y'], lines: [{ n: 1 }, { n: 2 }] },
    { sku: 'b', qty: 1, price: 99, tags: ['y'], lines: [{ n: 3 }] },
    { sku: 'c', qty: 5, price: 3, tags: [], lines: [] },
  ],
  people: [
    { name: '周敏', age: 31, city: '北京' },
    { name: '陈立', age: 27, city: '上海' },
    { name: '吴桐', age: 44, city: '北京' },
  ],
  'a b': 5,
};

/** Formulas that people write; upstream's evaluator and ours must agree on each. */
export const honestFormulas = [
  'amount', 'missing', 'nested.deep.value', 'items.qty', 'items.price', 'one', 'tags', 'items.tags', 'items.lines.n', 'items.lines', '`a b`', '"literal"', '12', 'true', 'null', 'no',
  '$sum(items.(qty * price))', 'items.(qty * price)', '$count(items)', '$count(missing)', '$max(items.price)', '$min(items.price)', '$average(items.qty)', '$average(missing)',
  "level = 'B'", "level != 'B'", "level = 'A' or amount > 1000", "level = 'A' and amount > 1000", 'missing = 1', 'missing != 1', 'missing > 1', 'amount >= 1280.5', 'amount in [1280.5]', "level in ['A','B']", "'x' in items[0].tags",
  'amount > 1000 ? "大" : "小"', 'amount > 9000 ? "大"', 'missing ? 1 : 2', 'amount + 1', 'amount - 0.5', 'amount * 2', 'amount / 2', 'amount % 7', '-amount', 'amount + missing', '1 + 2 * 3', '(1 + 2) * 3',
  'name & "（" & level & "）"', 'missing & "x"', 'amount & ""', 'items & ""', 'active & "" & no',
  'items[0]', 'items[-1].sku', 'items[price > 5]', 'items[price > 5].sku', 'items[qty = 1].sku', "items[sku = 'z']", 'items[[0,1]].sku', 'items[[0..1]].sku', 'items.tags[0]', '(items.tags)[0]', 'items[0].tags[1]', 'items[true].sku',
  'items[price > 5][0].sku', 'items[]', 'one[]', 'items[sku="a"].sku[]', 'nested.deep.list[]', 'nested.deep.list[$ > 1]', 'nested.deep.list.($ * 2)', 'nested.*', 'nested.**.value', '**.n', '*', 'items.*', 'items.lines[0].n', '(items.lines)[0].n',
  'items^(price).sku', 'items^(>price).sku', 'people^(city, >age).name', 'items^(price)[0].sku', 'people^(age)', 'items[0]^(price)',
  'people{city: name}', 'people{city: $count(name)}', 'people{city: {"n": $count($), "oldest": $max(age)}}', 'people{name: age}', '{"a": amount, "b": missing}', '{"list": items.sku}', '{level: amount}', 'items.{"s": sku, "t": qty * price}', 'items{sku: $sum(lines.n)}', 'missing{a: b}', '{}', '[]',
  '[1, 2, 3]', '[amount, missing, level]', '[items.sku]', '[[1,2],[3]]', '[1..5]', '[1..3, 7..8]', '[5..1]', 'items.[sku, qty]', 'items.[sku]', '[items.sku, "z"]', '[1,2,3][1]', '[1,2,3].($ * 2)', '[tags, one]',
  '($x := amount; $x * 2)', '($x := items.price; $sum($x))', '($f := 3; $g := $f + 1; $f * $g)', '(1; 2; 3)', '($x := 1; ($x := 2); $x)', '$undefinedVariable', '()',
  '$map(items, function($i) { $i.qty * 2 })', '$map(tags, function($t, $i) { $i & $t })', '$map(tags, $uppercase)', '$map(missing, $uppercase)', '$filter(items, function($i) { $i.price > 5 }).sku', '$filter(nested.deep.list, function($v, $i, $a) { $v = $max($a) })',
  '$reduce(nested.deep.list, function($a, $b) { $a + $b })', '$reduce(nested.deep.list, function($a, $b) { $a + $b }, 10)', '$reduce([], function($a, $b) { $a + $b })', '$single(people, function($p) { $p.age > 40 }).name', '$single(one)',
  '$sort(nested.deep.list)', '$sort(tags)', '$sort(people, function($a, $b) { $a.age > $b.age }).name', '$sort(one)', '$reverse(nested.deep.list)', '$reverse(one)', '$distinct(people.city)', '$distinct([1,1])', '$distinct([{"a":1},{"a":1}])', '$zip(items.sku, items.qty)', '$zip([1,2],[3])',
  '$append(tags, one)', '$append("a", "b")', '$append(missing, "b")', '$append([], [])', '$keys(nested.deep)', '$keys(items)', '$lookup(nested, "deep")', '$lookup(items, "sku")', '$merge([{"a":1},{"b":2}])', '$merge(nested)', '$each(nested.deep, function($v, $k) { $k })', '$sift(people[0], function($v) { $v = 31 })', '$spread(nested)', '$spread(people)',
  '$exists(missing)', '$exists(no)', '$exists(empty)', '$boolean(tags)', '$boolean([])', '$boolean([0])', '$boolean([0,0])', '$boolean(missing)', '$boolean("")', '$boolean({})', '$not(active)', '$not(missing)', '$not(0)', '$type(tags)', '$type(no)', '$type(missing)', '$type(amount)', '$type(nested)', '$type(active)',
  '$string(amount)', '$string(items[0])', '$string(tags)', '$string(no)', '$string(0.1+0.2)', '$string(nested, true)', '$length(name)', '$length("a😀b")', '$length(missing)', '$substring(name, 2)', '$substring(name, -2)', '$substring(name, 0, 2)', '$substring(name, -3, 2)', '$substring("hello", 10)', '$substring("hello", -10, 3)', '$substring("hello", 1, 0)',
  '$substringBefore("a@b", "@")', '$substringAfter("a@b", "@")', '$substringBefore("ab", "@")', '$uppercase("abc")', '$lowercase("ABC")', '$trim("  a \\n b ")', '$pad("a", 3)', '$pad("a", -3, "#")', '$pad("a", 5, "xy")', '$pad("a", -6, "xyz")', '$pad("abc", 2)', '$contains(name, "机械")', '$contains(name, /^华/)', '$contains("abc", /B/i)',
  '$split("a,b,c", ",")', '$split("a,b,c", ",", 2)', '$split("a1b22c", /[0-9]+/)', '$split("a1b22c", /[0-9]+/, 2)', '$split("abc", "")', '$split("a  b", /\\s+/)', '$join(tags, "、")', '$join(tags)', '$join("a")', '$join(missing)', '$match("a1b22", /[a-z]([0-9]+)/)', '$match("a1b22", /[0-9]+/, 1)', '$match("x", /[0-9]/)', '$replace("a.b.c", ".", "-")', '$replace("a.b.c", ".", "-", 1)', '$replace("John Smith", /(\\w+)\\s(\\w+)/, "$2, $1")', '$replace("a1", /[0-9]/, "<$0>")', '$replace("a1", /[0-9]/, "$$")', '$replace("ab", /b/, function($m) { $uppercase($m.match) })', '$replace("abc", /z/, "y")',
  '$number("12.5")', '$number("-3e2")', '$number("0x1F")', '$number(true)', '$number(missing)', '$abs(-3)', '$floor(2.9)', '$floor(-2.1)', '$ceil(2.1)', '$round(2.5)', '$round(3.5)', '$round(-2.5)', '$round(1234.567, 2)', '$round(1250, -2)', '$round(1350, -2)', '$round(0.125, 2)', '$round(-0.4)', '$power(2, 8)', '$power(2, 0.5)', '$sqrt(2)', '$formatBase(255, 16)', '$formatBase(7.6, 2)', '$formatNumber(1234.5, "#,##0.00")', '$formatNumber(0.256, "0.0%")', '$formatNumber(-5, "#0.00")', '$formatNumber(1234567, "#,###")', '$formatNumber(12.3, "000.##")',
  'items.(sku = "a" ? qty : price)', 'items.$uppercase(sku)', 'items.($s := sku; $s & "!")', 'amount ~> $string()', 'name ~> $substring(0, 2)', 'items.price ~> $sum()', 'items.price ~> $sum', '"  x " ~> $trim ~> $uppercase', 'tags ~> $map(function($t) { $t & "!" })', 'tags ~> $join("-")', '$map([1,2], $power(?, 2))', '$map(items.sku, $pad(?, 3, "."))', 'amount ~> function($x) { $x * 2 }',
  '$$.amount', 'items.($$.amount)', 'items.(qty * $$.amount)', '$.name', '$', 'missing ?? "d"', 'name ?: "d"', 'empty ?: "d"', 'amount ?? missing ?? 1', 'and', 'nested.deep.list[1]', 'nested.deep.list[-1]', 'items[0].lines.n', 'items.lines[n > 1].n', '$sum(items[price > 5].(price * qty))', '$count(items[price > 500])', '$map(items, function($i) { $i.tags })', 'people[age > 30 and city = "北京"].name', '$string({"a": [1, {"b": null}]})', '[1,[2,[3]]]', '$filter([1,2,3], function($x) { $x % 2 = 1 }) ~> $sum', "$map(people, function($p) { $p.age > 30 ? $uppercase('old') : $lowercase('YOUNG') })", 'items.sku & "x"', '/* note */ amount', 'nested.("deep").value', '"nested".deep.value', '$lookup($, "amount")', '$toMillis("2026-01-01T00:00:00.000Z")', '$fromMillis(0)',
];
