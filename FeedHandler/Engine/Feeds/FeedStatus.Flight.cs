namespace FeedHandler.Engine;

/// <content>What the flight recorder saw so far.</content>
public sealed partial class FeedStatus
{
    /// <summary>Packets that were over the budget on the feed thread; null without a recorder. Any thread may ask.</summary>
    public long? PacketsOver => _pipeline.Flight?.OverCount;

    /// <summary>The spikes that were saved so far, in their order: a list that stays as it is, so ask again. Any thread may ask.</summary>
    public IReadOnlyList<FlightFile> Spikes => FindSpikes?.Invoke() ?? [];

    internal Func<IReadOnlyList<FlightFile>>? FindSpikes { get; set; }
}
