using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Sessions;

/// <summary>What all loops of a gateway are told. Written by the gateway's own thread, read by those of loops.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="entitlements">Who may see what, at first.</param>
internal sealed class GatewayContext(GatewayOptions options, EntitlementTable entitlements)
{
    private EntitlementTable _entitlements = entitlements;
    private int _isDraining;
    private int _isLeaving;

    /// <summary>What was asked for.</summary>
    public GatewayOptions Options => options;

    /// <summary>The files of the journal; null where none is kept.</summary>
    public Journals.JournalFolder? Journal { get; set; }

    /// <summary>Who may see what. Replaced as a whole (release), read with each turn (acquire).</summary>
    public EntitlementTable Entitlements
    {
        get => Volatile.Read(ref _entitlements);
        set => Volatile.Write(ref _entitlements, value);
    }

    /// <summary>Whether the gateway stops: nobody new logs on, and those that are there are told.</summary>
    public bool IsDraining => Volatile.Read(ref _isDraining) != 0;

    /// <summary>Whether those that are still there are logged out.</summary>
    public bool IsLeaving => Volatile.Read(ref _isLeaving) != 0;

    /// <summary>Begins to stop.</summary>
    public void Drain() => Volatile.Write(ref _isDraining, 1);

    /// <summary>Logs out who is still there.</summary>
    public void Leave() => Volatile.Write(ref _isLeaving, 1);

    /// <summary>Whether a peer is a proxy, which says first who is behind it.</summary>
    public bool IsProxy(in PeerAddress peer) => peer.IsIn(options.Proxies);
}
