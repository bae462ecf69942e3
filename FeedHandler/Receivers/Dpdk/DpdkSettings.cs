namespace FeedHandler.Receivers.Dpdk;

/// <summary>How to receive by DPDK.</summary>
public sealed record DpdkSettings
{
    /// <summary>
    /// Arguments of DPDK's environment, without a program name: such as -a 0000:3b:00.0, or --no-huge, -m 256, --vdev=net_af_packet0,iface=eth1.
    /// At most 64.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// For a device whose interface the kernel does not have: the interface by which the kernel joins its groups, by device name. It must
    /// reach the same switch port to be of use.
    /// </summary>
    public IReadOnlyDictionary<string, string> MembershipInterfaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Packet buffers of each device, from 512 to 1048576; it bounds, with the ring, what may wait to be polled.</summary>
    public int BufferCount { get; init; } = 8191;

    /// <summary>Descriptors of each device's receive ring, from 64 to 32768; the driver may adjust it. There must be more buffers.</summary>
    public int DescriptorCount { get; init; } = 1024;

    /// <summary>
    /// Nanoseconds that a unit of the driver's time stamps has, up to 1000000, when it counts from the Unix epoch; 0 leaves its stamps aside.
    /// net_pcap counts microseconds, which is known without it.
    /// </summary>
    public int TimestampUnitNs { get; init; }

    /// <summary>Says what is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check(BufferCount, 512, 1 << 20, nameof(BufferCount));
        Check(DescriptorCount, 64, Math.Min(32768, BufferCount - 1), nameof(DescriptorCount));
        Check(TimestampUnitNs, 0, 1_000_000, nameof(TimestampUnitNs));
    }

    private static void Check(int value, int min, int max, string name)
    {
        if (value < min || value > max) throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {min} to {max}.");
    }
}
