using System.Net;
using System.Text.Json;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>What a feed of a live system is to do, as a configuration file says it.</summary>
internal sealed record LiveSetup
{
    // The environment's own memory, and rings as deep as those of the other receivers.
    private const string DpdkRing = "framesz=2048,blocksz=4096,framecnt=8192";

    private static int _lastPrefix;

    /// <summary>The receiver by its name.</summary>
    public required string Receiver { get; init; }

    /// <summary>The channels' numbers; each has a group of its own on each line.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [310];

    /// <summary>Bytes of each socket's buffer.</summary>
    public int BufferBytes { get; init; } = 16 << 20;

    /// <summary>A machine that also builds or tests something else stops a thread for longer than a real gap may last.</summary>
    public int GapTimeUs { get; init; } = 200_000;

    /// <summary>After how much silence it ends.</summary>
    public int IdleMs { get; init; } = LiveSystem.IdleMs;

    /// <summary>When it ends at the latest.</summary>
    public int SecondsMax { get; init; } = LiveSystem.SecondsMax;

    /// <summary>A name that no other DPDK process on the machine has, of this test run or of another: they share a folder of run-time files.</summary>
    public static string NewDpdkPrefix() => $"fh{Environment.ProcessId}n{Interlocked.Increment(ref _lastPrefix)}";

    /// <summary>
    /// How a feed that is tested for what it does waits: sockets and io_uring without a core of their own, as others are tested beside it; where the kernel is
    /// gone around, and by feeds that are started by options, it spins.
    /// </summary>
    public static string WaitOf(string receiver) => receiver is "socket" or "io_uring" ? "block" : "spin";

    /// <summary>Line A's group of a channel.</summary>
    public static IPEndPoint GroupA(int channel) => new(new IPAddress([239, 83, 41, (byte)channel]), 14000 + channel);

    /// <summary>Line B's group of a channel.</summary>
    public static IPEndPoint GroupB(int channel) => new(new IPAddress([239, 83, 42, (byte)channel]), 15000 + channel);

    /// <summary>The groups as `replay --lines` takes them.</summary>
    public string Lines => string.Join(',', Channels.Select(static channel =>
        FormattableString.Invariant($"{GroupA(channel)}={channel}/incremental/A,{GroupB(channel)}={channel}/incremental/B")));

    /// <summary>Writes the configuration.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(new
    {
        lines = Channels.SelectMany(static channel => new[] { Line(channel, "A", GroupA(channel), "ra"), Line(channel, "B", GroupB(channel), "rb") }),
        receiver = new { kind = Receiver, wait = WaitOf(Receiver), receiveBufferBytes = BufferBytes, dpdkArguments = DpdkArguments() },
        ring = new { wait = "blocking" },
        arbitration = new { gapTimeUs = GapTimeUs },
        warmUp = new { passes = 0 },
    }));

    private static object Line(int channel, string line, IPEndPoint group, string device) =>
        new { channel, line, group = group.ToString(), @interface = device };

    private string[] DpdkArguments()
    {
        if (Receiver != "dpdk") return [];
        Require.Dpdk();
        return
        [
            "--no-huge", "-m", "256", "--no-pci", "--no-telemetry", "--file-prefix", NewDpdkPrefix(),
            $"--vdev=net_af_packet0,iface=ra,{DpdkRing}",
            $"--vdev=net_af_packet1,iface=rb,{DpdkRing}",
        ];
    }
}
