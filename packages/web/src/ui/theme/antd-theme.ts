import { type ThemeConfig, theme } from 'antd';
import { type Mode, role } from './palette.ts';

/** Font stack; nothing is downloaded. */
export const fontFamily =
  '-apple-system, "Segoe UI", Inter, "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif';

/** The theme of antd in one mode, exactly as design/look lists it. */
export function antdTheme(mode: Mode): ThemeConfig {
  const at = (name: string) => role(mode, name);
  const exact = {
    colorPrimary: at('primary'),
    colorSuccess: at('success'),
    colorWarning: at('warning'),
    colorError: at('error'),
    colorInfo: at('info'),
    colorLink: at('primary-text'),
  };
  return {
    hashed: false,
    algorithm: [
      mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
      (_seed, map) => Object.assign(map ?? theme.defaultAlgorithm(_seed), exact),
    ],
    token: { ...exact, ...colours(at), ...shape(at) },
    components: components(mode, at),
  };
}

type At = (name: string) => string;

function colours(at: At): ThemeConfig['token'] {
  return {
    ...primary(at),
    ...neutral(at),
    ...semantic(at),
  };
}

function primary(at: At): ThemeConfig['token'] {
  return {
    colorPrimaryHover: at('primary-hover'),
    colorPrimaryActive: at('primary-active'),
    colorPrimaryBg: at('primary-bg'),
    colorPrimaryBgHover: at('primary-bg-hover'),
    colorPrimaryBorder: at('primary-border'),
    colorPrimaryBorderHover: at('primary-border-hover'),
    colorPrimaryText: at('primary-text'),
    colorPrimaryTextHover: at('primary-text-hover'),
    colorLinkHover: at('primary-text-hover'),
    colorLinkActive: at('primary-text-hover'),
    controlItemBgHover: at('hover'),
    controlItemBgActive: at('primary-bg'),
    controlItemBgActiveHover: at('primary-bg-hover'),
    controlOutline: at('control-outline'),
  };
}

function neutral(at: At): ThemeConfig['token'] {
  return {
    colorText: at('text'),
    colorTextHeading: at('text'),
    colorTextSecondary: at('text-secondary'),
    colorTextLabel: at('text-secondary'),
    colorTextTertiary: at('text-tertiary'),
    colorTextDescription: at('text-tertiary'),
    colorTextPlaceholder: at('text-tertiary'),
    colorTextQuaternary: at('text-quaternary'),
    colorTextDisabled: at('text-quaternary'),
    colorIcon: at('text-tertiary'),
    colorBgLayout: at('layout'),
    colorBgContainer: at('container'),
    colorBgElevated: at('elevated'),
    colorFillAlter: at('fill-alter'),
    colorFillTertiary: at('fill-tertiary'),
    colorFillSecondary: at('fill-secondary'),
    colorBorder: at('border'),
    colorBorderSecondary: at('line'),
    colorSplit: at('split'),
    colorBgSpotlight: at('spotlight'),
    colorTextLightSolid: at('on-primary'),
    colorBgMask: at('mask'),
  };
}

function semantic(at: At): ThemeConfig['token'] {
  return {
    colorSuccessBg: at('success-bg'),
    colorSuccessBorder: at('success-border'),
    colorSuccessText: at('success-text'),
    colorWarningBg: at('warning-bg'),
    colorWarningBorder: at('warning-border'),
    colorWarningText: at('warning-text'),
    colorErrorBg: at('error-bg'),
    colorErrorBorder: at('error-border'),
    colorErrorText: at('error-text'),
    colorInfoBg: at('info-bg'),
    colorInfoBorder: at('info-border'),
    colorInfoText: at('info-text'),
  };
}

function shape(at: At): ThemeConfig['token'] {
  return {
    fontFamily,
    fontSize: 14,
    lineHeight: 22 / 14,
    controlHeight: 32,
    controlHeightXS: 24,
    controlHeightSM: 28,
    controlHeightLG: 40,
    borderRadius: 6,
    borderRadiusSM: 4,
    borderRadiusXS: 4,
    borderRadiusLG: 8,
    controlOutlineWidth: 3,
    fontWeightStrong: 600,
    boxShadowTertiary: at('shadow-1'),
    boxShadowSecondary: at('shadow-2'),
    boxShadow: at('shadow-3'),
    motionDurationFast: '0.1s',
    motionDurationMid: '0.16s',
    motionDurationSlow: '0.24s',
    motionEaseOut: 'cubic-bezier(.2,0,0,1)',
  };
}

function components(mode: Mode, at: At): ThemeConfig['components'] {
  const input = { paddingInline: 10, hoverBorderColor: at('text-quaternary'), activeBorderColor: at('primary') };
  return {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      defaultBorderColor: at('outline'),
      defaultHoverColor: at('text'),
      defaultHoverBorderColor: at('border'),
      defaultHoverBg: at('hover'),
      paddingInline: 12,
      paddingInlineSM: 8,
      primaryColor: at('on-primary'),
    },
    Checkbox: mode === 'dark' ? { colorWhite: at('on-primary') } : {},
    Input: input,
    InputNumber: input,
    DatePicker: input,
    Select: {
      hoverBorderColor: input.hoverBorderColor,
      activeBorderColor: input.activeBorderColor,
      optionSelectedBg: at('primary-bg'),
      optionActiveBg: at('hover'),
    },
    Tabs: {
      horizontalItemPadding: '9px 8px',
      horizontalItemGutter: 4,
      itemSelectedColor: at('text'),
      itemColor: at('text-secondary'),
      horizontalMargin: '0',
    },
    Modal: { borderRadiusLG: 12, titleFontSize: 16 },
    Segmented: { trackBg: at('fill-tertiary'), itemSelectedBg: at('segment-on'), trackPadding: 3 },
    Tooltip: { colorTextLightSolid: at('on-spotlight'), fontSize: 13 },
    Form: { labelColor: at('text-secondary'), verticalLabelPadding: '0 0 4px', itemMarginBottom: 12 },
    Switch: { colorTextLightSolid: '#FFFFFF' },
    Table: {
      headerBg: at('fill-alter'),
      headerColor: at('text-secondary'),
      headerSplitColor: 'transparent',
      rowHoverBg: at('hover'),
      rowSelectedBg: at('primary-bg'),
      rowSelectedHoverBg: at('primary-bg-hover'),
      borderColor: at('split'),
      cellPaddingBlockSM: 6,
      cellPaddingInlineSM: 10,
      fontWeightStrong: 400,
    },
  };
}
