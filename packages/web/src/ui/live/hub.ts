import type { Changed, Live, LiveSubscription } from '@formwright/client';

/** What a follower hears. */
export interface Follower {
  onChange: (change: Changed) => void;
  onReload: () => void;
}

/** Shares one subscription per entity among everybody on the page who follows it. */
export interface Hub {
  follow: (app: string, entity: string, follower: Follower) => () => void;
}

/** A hub over one live connection. */
export function createHub(live: Pick<Live, 'subscribe'>): Hub {
  const topics = new Map<string, { followers: Set<Follower>; subscription: LiveSubscription }>();
  const open = (app: string, entity: string) => {
    const followers = new Set<Follower>();
    const subscription = live.subscribe(
      { app, entity },
      {
        onChange: (change) => {
          for (const follower of followers) follower.onChange(change);
        },
        onReload: () => {
          for (const follower of followers) follower.onReload();
        },
      },
    );
    return { followers, subscription };
  };
  return {
    follow: (app, entity, follower) => {
      const key = `${app}.${entity}`;
      const topic = topics.get(key) ?? open(app, entity);
      topics.set(key, topic);
      topic.followers.add(follower);
      return () => {
        topic.followers.delete(follower);
        if (topic.followers.size > 0 || topics.get(key) !== topic) return;
        topics.delete(key);
        topic.subscription.close();
      };
    },
  };
}
