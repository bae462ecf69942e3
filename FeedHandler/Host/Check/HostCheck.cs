using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

/// <summary>Looks at the host with the eyes of a configuration.</summary>
internal static class HostCheck
{
    /// <summary>Everything that was looked at.</summary>
    /// <param name="system">The kernel's files.</param>
    /// <param name="configuration">What is to run.</param>
    public static IReadOnlyList<Finding> Run(SystemFiles system, FeedConfiguration configuration) =>
    [
        .. NetworkChecks.Run(system, configuration),
        .. SocketChecks.Run(system, configuration),
        .. RightChecks.Run(system, configuration),
        .. CoreChecks.Run(system, configuration),
        .. MachineChecks.Run(system, configuration),
        .. ReplayChecks.Run(configuration),
        .. ObserveChecks.Run(configuration),
        .. ShareChecks.Run(configuration),
        .. MulticastChecks.Run(configuration),
        .. GatewayChecks.Run(configuration),
    ];
}
