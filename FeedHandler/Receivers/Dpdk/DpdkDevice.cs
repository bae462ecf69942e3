namespace FeedHandler.Receivers.Dpdk;

/// <summary>Which device of DPDK a group's interface means, and which interface of the kernel belongs to it.</summary>
/// <param name="Name">Name of the device: net_af_packet0, 0000:3b:00.0.</param>
/// <param name="KernelInterface">The kernel's interface by which groups are joined; null when it has none.</param>
/// <param name="UnderlyingInterface">The kernel's interface whose frames a virtual device takes; null when it is not virtual.</param>
internal sealed record DpdkDevice(string Name, string? KernelInterface, string? UnderlyingInterface = null)
{
    private const string DeviceArgument = "--vdev";

    /// <summary>
    /// Finds the device: a group names it, or the kernel's interface on which a virtual one of the arguments sits (`iface=`).
    /// </summary>
    /// <param name="interfaceName">What the group names.</param>
    /// <param name="settings">The arguments and memberships.</param>
    internal static DpdkDevice Find(string interfaceName, DpdkSettings settings)
    {
        foreach (string[] parts in VirtualDevices(settings.Arguments))
        {
            string? kernelInterface = Array.Find(parts, static part => part.StartsWith("iface=", StringComparison.Ordinal))?["iface=".Length..];
            if (parts[0] != interfaceName && kernelInterface != interfaceName) continue;
            return new DpdkDevice(parts[0], Membership(parts[0], settings) ?? kernelInterface, kernelInterface);
        }

        return new DpdkDevice(interfaceName, Membership(interfaceName, settings));
    }

    private static string? Membership(string name, DpdkSettings settings) => settings.MembershipInterfaces.GetValueOrDefault(name);

    // Both --vdev=NAME,... and --vdev NAME,... are usual.
    private static IEnumerable<string[]> VirtualDevices(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(DeviceArgument + "=", StringComparison.Ordinal)) yield return arguments[i][(DeviceArgument.Length + 1)..].Split(',');
            else if (arguments[i] == DeviceArgument && i + 1 < arguments.Count) yield return arguments[i + 1].Split(',');
        }
    }
}
