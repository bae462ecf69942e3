using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Lines;

/// <summary>What the first datagrams to one destination tell of it. Keeps digests of payloads, not the payloads.</summary>
/// <param name="destination">The destination.</param>
internal sealed class GroupSample(UdpEndpoint destination)
{
    private const int InstrumentCountMax = 65_536;
    private const int InstrumentsOfPacketMax = 512;

    private readonly Dictionary<uint, SampledPacket> _packets = [];
    private readonly HashSet<UInt128> _payloads = [];
    private readonly HashSet<int> _instruments = [];
    private long _incrementalCount;
    private long _snapshotCount;
    private long _orderSnapshotCount;
    private long _definitionCount;
    private uint _lastNumber;
    private bool _tellsLoop;
    private bool _contradictsApplId;

    /// <summary>The destination.</summary>
    public UdpEndpoint Destination => destination;

    /// <summary>How many datagrams were looked at.</summary>
    public long DatagramCount { get; private set; }

    /// <summary>How many of them are whole packets of the venue.</summary>
    public long WholeCount { get; private set; }

    /// <summary>Whether most datagrams are whole packets of the venue.</summary>
    public bool IsOfVenue => WholeCount > 0 && WholeCount * 2 >= DatagramCount;

    /// <summary>The first packet under each number.</summary>
    public IReadOnlyDictionary<uint, SampledPacket> Packets => _packets;

    /// <summary>The digests of all payloads.</summary>
    public IReadOnlySet<UInt128> Payloads => _payloads;

    /// <summary>The channel by its messages' own number; 0 when none tells it or they contradict each other.</summary>
    public int ApplId { get; private set; }

    /// <summary>Whether the numbers of its definitions began again, as those of a loop do.</summary>
    public bool HasLooped { get; private set; }

    /// <summary>
    /// What it carries, by what most of its messages are; null when no message tells it. Definitions alone are a loop only when they say how many there are
    /// or begin again: news of instruments come on the incremental feed.
    /// </summary>
    public FeedRole? Role
    {
        get
        {
            long most = Math.Max(_incrementalCount, Math.Max(_snapshotCount, _orderSnapshotCount));
            if (most == 0 && _definitionCount == 0) return null;
            if (most == 0) return HasLooped || _tellsLoop ? FeedRole.Definitions : FeedRole.Incremental;
            if (most == _incrementalCount) return FeedRole.Incremental;
            return most == _snapshotCount ? FeedRole.Snapshot : FeedRole.OrderSnapshot;
        }
    }

    /// <summary>Looks at a datagram.</summary>
    /// <param name="payload">Its payload.</param>
    public void Add(ReadOnlySpan<byte> payload)
    {
        DatagramCount++;
        UInt128 digest = DigestOf(payload);
        _payloads.Add(digest);
        if (!CmeProbe.TryRead(payload, out CmeProbed probed)) return;
        WholeCount++;
        _packets.TryAdd(probed.Number, new SampledPacket(digest, probed.SendingTimeNs));
        if ((probed.Contents & CmeContents.Incremental) != 0) _incrementalCount++;
        if ((probed.Contents & CmeContents.Snapshot) != 0) _snapshotCount++;
        if ((probed.Contents & CmeContents.OrderSnapshot) != 0) _orderSnapshotCount++;
        if ((probed.Contents & CmeContents.Definitions) != 0) _definitionCount++;
        HasLooped |= probed.Number == 1 && _lastNumber > 1 && _definitionCount > 0;
        _lastNumber = probed.Number;
        _tellsLoop |= probed.TellsLoop;
        if (probed.ApplId > 0) AddApplId(probed.ApplId);
        AddInstruments(payload);
    }

    /// <summary>How many instruments it names that another names too.</summary>
    /// <param name="other">The other.</param>
    public int SharedInstrumentCount(GroupSample other) => _instruments.Count(other._instruments.Contains);

    private static UInt128 DigestOf(ReadOnlySpan<byte> payload)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }

    private void AddApplId(int applId)
    {
        _contradictsApplId |= ApplId != 0 && ApplId != applId;
        ApplId = _contradictsApplId ? 0 : applId;
    }

    private void AddInstruments(ReadOnlySpan<byte> packet)
    {
        Span<int> securityIds = stackalloc int[InstrumentsOfPacketMax];
        int count = CmeProbe.TakeInstruments(packet, securityIds);
        for (int i = 0; i < count && _instruments.Count < InstrumentCountMax; i++) _instruments.Add(securityIds[i]);
    }
}

/// <summary>What is kept of a packet.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="SendingTimeNs">When it was sent, in nanoseconds since the Unix epoch.</param>
internal readonly record struct SampledPacket(UInt128 Digest, long SendingTimeNs);
