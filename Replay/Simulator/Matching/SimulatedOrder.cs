namespace FeedHandler.Replay.Simulator;

/// <summary>An order of the exchange's own book. What is told of it is what is on display: an iceberg's rest is not.</summary>
internal sealed class SimulatedOrder
{
    /// <summary>The venue's number of it within the instrument.</summary>
    public required ulong OrderId { get; init; }

    public required bool IsBid { get; init; }

    /// <summary>The worst price at which it trades, and at which it rests.</summary>
    public required long PriceNano { get; set; }

    /// <summary>Its place among the orders of its price: less is earlier.</summary>
    public ulong Priority { get; set; }

    /// <summary>What it shows.</summary>
    public required int Displayed { get; set; }

    /// <summary>What it does not show.</summary>
    public int Hidden { get; set; }

    /// <summary>How much an iceberg shows at most; of no meaning for an order that hides nothing.</summary>
    public int Tip { get; init; }

    /// <summary>Whether it is in the book.</summary>
    public bool IsResting { get; set; }

    /// <summary>Whether the match event at hand changed it.</summary>
    public bool IsTouched { get; set; }

    /// <summary>What was last told of it, or null when it is not in the book as told.</summary>
    public PublishedOrder? Told { get; set; }

    /// <summary>What is to be told of it, or null when it is not in the book.</summary>
    public PublishedOrder? Shown => IsResting ? new PublishedOrder(OrderId, Priority, PriceNano, Displayed) : null;

    /// <summary>Shows the next part of what is hidden.</summary>
    public void Refill()
    {
        Displayed = Math.Min(Tip, Hidden);
        Hidden -= Displayed;
    }
}
