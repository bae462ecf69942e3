using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Lines;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>The capture of a simulated channel that is in the repository.</summary>
internal static class SimulatedCapture
{
    public static string FilePath { get; } = Repository.PathOf("captures/cme-simulated.pcapng");

    public static PacketStore Load()
    {
        using CaptureFile file = CaptureFile.Open(FilePath);
        using CaptureReceiver capture = new([file], LineMap.Parse("239.200.0.1:14001=A,239.200.0.2:15001=B"));
        return PacketStore.Load(capture);
    }

    public static byte[][] PayloadsOf(PacketStore store, Line line) =>
        [.. Enumerable.Range(0, store.Count).Where(i => store[i].Group == (int)line).Select(i => store[i].Bytes.ToArray())];
}
