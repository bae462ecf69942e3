using FeedHandler.Core.Events;

namespace FeedHandler.Sinks.Dbn;

/// <summary>Of which instruments of a channel not all orders are known: by what the feed tells of them.</summary>
/// <param name="instrumentCountMax">How many instruments there can be.</param>
internal sealed class OrderDoubts(int instrumentCountMax)
{
    private readonly bool[] _isWhole = new bool[instrumentCountMax];
    private bool _isInDoubt;

    /// <summary>Whether some orders of an instrument may not be known.</summary>
    public bool Has(int instrument) => _isInDoubt || !_isWhole[instrument];

    /// <summary>Takes an event.</summary>
    public void Apply(in MarketEvent told)
    {
        int instrument = told.InstrumentIndex;
        if (instrument == MarketEvent.NoInstrument) ApplyToAll(told);
        else if ((uint)instrument >= (uint)_isWhole.Length) return;
        else if (told.Kind is EventKind.OrderStale) _isWhole[instrument] = false;
        else if (told.Kind is EventKind.OrderWhole) _isWhole[instrument] = true;
        else if (told.Kind is EventKind.OrderClear) _isWhole[instrument] = (told.Flags & EventFlags.InDoubt) == 0;
    }

    private void ApplyToAll(in MarketEvent told)
    {
        if (told.Kind is EventKind.Doubt or EventKind.DoubtEnd or EventKind.ChannelReset) _isInDoubt = told.Kind == EventKind.Doubt;
        if (told.Kind == EventKind.Gap) _isInDoubt = false; // each book by itself is in doubt from here on
        if (told.Kind is EventKind.Gap or EventKind.BookClear or EventKind.ChannelReset)
            Array.Fill(_isWhole, told.Kind == EventKind.BookClear || (told.Kind == EventKind.ChannelReset && told.Detail != 0));
    }
}
