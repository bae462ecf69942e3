using FeedHandler.Distribution;
using FeedHandler.Engine;

namespace FeedHandler.Observing;

/// <content>What is published to a broker; all is 0 where nothing is.</content>
public sealed partial class FeedMetrics
{
    private void AddPublishing(Feed feed)
    {
        void Count(string name, string help, PublishCount count) => Counter(name, help).Add(() => feed.Published(count));
        void Level(string name, string help, PublishCount count) => Gauge(name, help).Add(() => feed.Published(count));
        Count("feedhandler_publish_events_total", "Events that were sent to the broker, again too.", PublishCount.Events);
        Count("feedhandler_publish_messages_total", "Messages that were sent to the broker, again too.", PublishCount.Messages);
        Count("feedhandler_publish_acknowledged_total", "Messages that the broker keeps.", PublishCount.Acknowledged);
        Count("feedhandler_publish_duplicates_total", "Messages that the broker had already.", PublishCount.Duplicates);
        Count("feedhandler_publish_refused_total", "Messages that the broker did not take.", PublishCount.Refused);
        Count("feedhandler_publish_restarts_total", "How often publishing began again out of the journal.", PublishCount.Restarts);
        Count("feedhandler_publish_lost_events_total", "Events that were lost before they could be sent.", PublishCount.Lost);
        Level("feedhandler_publish_in_flight_messages", "Messages that are under way.", PublishCount.InFlight);
        Level("feedhandler_publish_behind_events", "Events that the broker has not acknowledged.", PublishCount.Behind);
    }
}
