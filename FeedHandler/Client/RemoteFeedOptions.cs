using System.Text;
using FeedHandler.Core.Orders;
using FeedHandler.Wire;

namespace FeedHandler.Client;

/// <summary>How a feed is read from a gateway.</summary>
public sealed record RemoteFeedOptions
{
    /// <summary>When the subscriber is told of books.</summary>
    public Delivery Delivery { get; init; }

    /// <summary>With <see cref="Delivery.Interval"/>: how often, in milliseconds.</summary>
    public int IntervalMs { get; init; } = 1000;

    /// <summary>What becomes of this subscriber when it takes more slowly than it is told.</summary>
    public SlowSubscriberPolicy SlowPolicy { get; init; }

    /// <summary>Who this is, for the gateway's operator: up to 64 characters.</summary>
    public string ClientName { get; init; } = "FeedHandler.Client";

    /// <summary>What proves who this is, up to 1024 bytes; null for none. It is in no message, and not in <see cref="ToString"/>.</summary>
    public string? Token { get; init; }

    /// <summary>A file with the token, read again at each connection, so that it can be replaced under a program that runs; it goes before
    /// <see cref="Token"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>How often either side wants to hear something, in milliseconds; 0 leaves it to the gateway. A side that is silent for three of them is
    /// lost.</summary>
    public int HeartbeatMs { get; init; } = 1000;

    /// <summary>How long a connection may take until the gateway has accepted it, in milliseconds.</summary>
    public int ConnectTimeoutMs { get; init; } = 5000;

    /// <summary>How long a gateway that failed is left alone, in milliseconds: half to all of it, chosen by chance, so that many clients do not come at
    /// once. It doubles with each failure.</summary>
    public int BackOffMinMs { get; init; } = 100;

    /// <summary>The most that it becomes, in milliseconds; also that for one that refuses this client.</summary>
    public int BackOffMaxMs { get; init; } = 30_000;

    /// <summary>For how many instruments there is room; memory is taken as they come.</summary>
    public int InstrumentCountMax { get; init; } = 65_536;

    /// <summary>Whether books by order are kept of the instruments that are subscribed to, where the feed keeps them; with deliveries of each event or its
    /// end.</summary>
    public bool Orders { get; init; }

    /// <summary>For how many orders of all instruments there is room: 55 bytes each and 66 for each of their levels, most of it taken as they come.</summary>
    public int OrderCountMax { get; init; } = 1 << 20;

    /// <summary>With TLS: the name in the gateway's certificate; null for its host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>With TLS: a file with the certificates (PEM) that may have signed the gateway's, in place of the system's.</summary>
    public string? TlsCaFile { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() =>
        $"{Delivery}, {SlowPolicy}, heartbeat {HeartbeatMs} ms, token {(Token is null && TokenFile is null ? "none" : "hidden")}";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(IntervalMs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(HeartbeatMs);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectTimeoutMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BackOffMinMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BackOffMaxMs, BackOffMinMs);
        ArgumentOutOfRangeException.ThrowIfLessThan(InstrumentCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OrderCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OrderCountMax, OrderLimits.OrdersLimit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ClientName.Length, 64, nameof(ClientName));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(Token ?? ""), SessionMessages.TextBytesMax, nameof(Token)); // else it is cut
    }
}

/// <summary>What becomes of a subscriber that takes more slowly than it is told.</summary>
public enum SlowSubscriberPolicy
{
    /// <summary>What it has not been sent is dropped; it is told how much (<see cref="IBookSubscriber.OnLost"/>), and begins with snapshots again.</summary>
    Skip = 0,

    /// <summary>It has the latest book of each instrument when it can take one, until it is level again.</summary>
    Conflate = 1,

    /// <summary>It is disconnected, and connects again.</summary>
    Disconnect = 2,
}
