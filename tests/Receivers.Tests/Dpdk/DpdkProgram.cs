using System.Diagnostics;
using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Native.Memory;
using FeedHandler.Receivers.Dpdk;
using FeedHandler.Receivers.Tests.Support;

namespace FeedHandler.Receivers.Tests.Dpdk;

/// <summary>
/// Receives by DPDK in a process of its own, and says what came: OUTPUT COUNT LIMIT {LINE GROUP INTERFACE SOURCE}... -- ARGUMENTS OF DPDK.
/// </summary>
internal static class DpdkProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static int Main(string[] arguments)
    {
        int divider = Array.IndexOf(arguments, "--");
        List<LineGroup> groups = [];
        for (int i = 3; i < divider; i += 4)
        {
            IPAddress? source = arguments[i + 3] == "any" ? null : IPAddress.Parse(arguments[i + 3]);
            groups.Add(new LineGroup(Enum.Parse<Line>(arguments[i]), IPEndPoint.Parse(arguments[i + 1]), arguments[i + 2], source));
        }

        ReceiverSettings settings = new() { KeepsCoresAwake = false, Dpdk = new DpdkSettings { Arguments = arguments[(divider + 1)..] } };
        ReceiverOpening opening = LiveReceivers.Open(ReceiverKind.Dpdk, groups, settings);
        foreach (string error in opening.Errors) Console.WriteLine($"error {error}");
        if (opening.Receiver is null) return 0;
        using ILiveReceiver receiver = opening.Receiver;
        foreach (string note in receiver.Notes) Console.WriteLine($"note {note}");
        foreach (string error in LiveReceivers.Open(ReceiverKind.Dpdk, groups, settings).Errors) Console.WriteLine($"second {error}");
        Console.WriteLine("ready");
        Receive(receiver, int.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture), arguments[0]);
        return 0;
    }

    private static void Receive(ILiveReceiver receiver, int count, int packetLimit, string outputPath)
    {
        PacketTape tape = new(new byte[16 << 20]);
        Stopwatch elapsed = Stopwatch.StartNew();
        for (int i = 0; i < 10_000 && tape.Count == 0; i++) receiver.Poll(ref tape, 1);
        CastTable.Grow();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int most = 0;
        while (tape.Count < count && elapsed.Elapsed < Limit) most = Math.Max(most, receiver.Poll(ref tape, packetLimit));
        for (int i = 0; i < 10_000; i++) receiver.Poll(ref tape, packetLimit);
        Console.WriteLine($"allocated {GC.GetAllocatedBytesForCurrentThread() - before}");
        Console.WriteLine($"most {most}");
        foreach (GroupCounters counters in receiver.Counters)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"counters {counters.Packets} {counters.Bytes} {counters.KernelDrops} {counters.Truncated} {counters.Foreign} {counters.Malformed}"));
        }

        File.WriteAllBytes(outputPath, tape.Recorded);
        Console.WriteLine("done");
    }
}
