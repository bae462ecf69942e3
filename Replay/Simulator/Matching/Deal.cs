namespace FeedHandler.Replay.Simulator;

/// <summary>What traded of an instrument at one price in a match event: one trade of a trade summary.</summary>
/// <param name="instrument">The instrument.</param>
/// <param name="priceNano">The price in 1e-9.</param>
internal sealed class Deal(SimulatedInstrument instrument, long priceNano)
{
    public SimulatedInstrument Instrument => instrument;

    public long PriceNano => priceNano;

    public int Quantity { get; private set; }

    /// <summary>The order that came, or null where none did: in an auction, and of a leg.</summary>
    public SimulatedOrder? Aggressor { get; init; }

    /// <summary>Whether orders of other instruments had part in it, so that nobody can be called the aggressor.</summary>
    public bool IsImplied { get; private set; }

    /// <summary>What each order that rested gave.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>An order that rested gives what of it is on display, or a part of that.</summary>
    public void Take(SimulatedOrder order, int quantity)
    {
        Fills.Add(new Fill(order, quantity, IsHidden: order.Told?.Priority != order.Priority));
        instrument.Book.Take(order, quantity);
    }

    /// <summary>So much more has traded.</summary>
    public void Add(int quantity, bool isImplied = false)
    {
        Quantity += quantity;
        IsImplied |= isImplied;
    }
}

/// <summary>What an order that rested gave.</summary>
/// <param name="Order">The order.</param>
/// <param name="Quantity">How much.</param>
/// <param name="IsHidden">Whether nobody was told of this part before it traded.</param>
internal readonly record struct Fill(SimulatedOrder Order, int Quantity, bool IsHidden);
