using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Host.Capacity;

/// <summary>What a gateway is to hold.</summary>
/// <param name="ConnectionCount">Connections at once.</param>
/// <param name="InstrumentCount">Instruments that each subscribes to.</param>
/// <param name="MessagesPerSecond">Messages that each is sent in a second.</param>
/// <param name="OrderCount">Resting orders of the feed, which each loop keeps.</param>
internal sealed record GatewayLoad(long ConnectionCount, long InstrumentCount, double MessagesPerSecond, long OrderCount = 0);

/// <summary>What that needs.</summary>
/// <param name="Load">What it is of.</param>
/// <param name="Loops">Loops: enough for the messages, and for descriptors where each has as many as a process may.</param>
/// <param name="Cores">Cores for the messages alone.</param>
/// <param name="UserBytes">The gateway's own memory.</param>
/// <param name="KernelBytes">The kernel's memory for sockets.</param>
/// <param name="Descriptors">Descriptors of the process, if it had one table.</param>
/// <param name="DescriptorLimit">Descriptors that a process may have; null where that is not known.</param>
/// <param name="WireBytesPerSecond">What goes out.</param>
internal sealed record GatewayNeeds(
    GatewayLoad Load, long Loops, double Cores, long UserBytes, long KernelBytes, long Descriptors, long? DescriptorLimit, double WireBytesPerSecond)
{
    private const double NsPerSecond = 1e9;

    /// <summary>All memory.</summary>
    public long Bytes => UserBytes + KernelBytes;

    /// <summary>What a load needs.</summary>
    /// <param name="load">The load.</param>
    /// <param name="descriptorLimit">Descriptors that a process may have; null where that is not known.</param>
    public static GatewayNeeds Of(GatewayLoad load, long? descriptorLimit)
    {
        double messages = load.ConnectionCount * load.MessagesPerSecond;
        double cores = messages * GatewayCosts.NsPerMessage / NsPerSecond * 100 / GatewayCosts.CorePercentMax;
        long loops = Math.Max(1, Math.Max((long)Math.Ceiling(cores), LoopsFor(load.ConnectionCount, descriptorLimit)));
        long interests = load.ConnectionCount * load.InstrumentCount;
        long loopBytes = GatewayCosts.LoopBytes + (load.OrderCount * GatewayCosts.LoopBytesPerOrder);
        long userBytes = GatewayCosts.ProcessBytes + (loops * loopBytes) + (load.ConnectionCount * GatewayCosts.UserBytesPerConnection)
            + (interests * GatewayCosts.UserBytesPerInterest);
        long active = load.MessagesPerSecond > 0 ? load.ConnectionCount * GatewayCosts.KernelBytesPerActive : 0;
        return new GatewayNeeds(
            load, loops, cores, userBytes, (load.ConnectionCount * GatewayCosts.KernelBytesPerConnection) + active,
            load.ConnectionCount + GatewayCosts.OtherDescriptors, descriptorLimit, messages * GatewayCosts.WireBytesPerMessage);
    }

    /// <summary>Whether there are descriptors for all connections, as far as is known.</summary>
    /// <param name="tableCount">Over how many tables they are spread: one, or one for each loop (<see cref="GatewayOptions.HasDescriptorsByLoop"/>).</param>
    public bool HasDescriptors(long tableCount) =>
        DescriptorLimit is not { } limit || limit >= Shares(Load.ConnectionCount, tableCount) + GatewayCosts.OtherDescriptors;

    // Loops of few connections share the process's descriptors: more of them make no room.
    private static long LoopsFor(long connectionCount, long? descriptorLimit)
    {
        if (descriptorLimit is not { } limit || connectionCount <= GatewayOptions.SharedDescriptorsMax) return 1;
        return Shares(connectionCount, Math.Max(limit - GatewayCosts.OtherDescriptors, 1));
    }

    private static long Shares(long count, long room) => ((count - 1) / room) + 1;
}
