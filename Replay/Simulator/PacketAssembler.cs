using System.Buffers.Binary;

namespace FeedHandler.Replay.Simulator;

/// <summary>Puts messages into packets, several to a packet, and remembers with each packet what it makes public.</summary>
internal sealed class PacketAssembler(SimulationOptions options)
{
    private const int PacketHeaderBytes = 12;
    private const int MessageHeaderBytes = 10;
    private readonly byte[] _packet = new byte[options.PacketBytesMax];
    private readonly byte[] _message = new byte[options.PacketBytesMax - PacketHeaderBytes];
    private readonly Queue<(SimulatedPacket Packet, LevelUpdate[] Updates)> _ready = [];
    private readonly List<LevelUpdate> _packetUpdates = [];
    private readonly List<LevelUpdate> _messageUpdates = [];
    private uint _nextSeqNum = options.FirstSeqNum;
    private int _length = PacketHeaderBytes;

    /// <summary>The time at which packets leave.</summary>
    public long NowNs { get; set; }

    /// <summary>Whether no packet is begun or waits.</summary>
    public bool IsEmpty => _ready.Count == 0 && _length == PacketHeaderBytes;

    /// <summary>Where the SBE header (8 bytes) of the next message is to be written; its size comes before it.</summary>
    public Span<byte> Header => _message.AsSpan(sizeof(ushort));

    /// <summary>Where the root block of the next message is to be written.</summary>
    public Span<byte> Body => _message.AsSpan(MessageHeaderBytes);

    /// <summary>Says what the message in progress makes public.</summary>
    public void Publishes(in LevelUpdate update) => _messageUpdates.Add(update);

    /// <summary>Ends the message in progress.</summary>
    public void Append(int bodyBytes)
    {
        var messageBytes = MessageHeaderBytes + bodyBytes;
        if (_length + messageBytes > _packet.Length) Flush();
        BinaryPrimitives.WriteUInt16LittleEndian(_message, (ushort)messageBytes);
        _message.AsSpan(0, messageBytes).CopyTo(_packet.AsSpan(_length));
        _length += messageBytes;
        _packetUpdates.AddRange(_messageUpdates);
        _messageUpdates.Clear();
    }

    /// <summary>Ends the packet in progress, if there is one.</summary>
    public void Flush()
    {
        if (_length == PacketHeaderBytes) return;
        BinaryPrimitives.WriteUInt32LittleEndian(_packet, _nextSeqNum);
        BinaryPrimitives.WriteUInt64LittleEndian(_packet.AsSpan(4), (ulong)NowNs);
        var packet = new SimulatedPacket(_nextSeqNum++, NowNs, _packet.AsSpan(0, _length).ToArray());
        _ready.Enqueue((packet, [.. _packetUpdates]));
        _packetUpdates.Clear();
        _length = PacketHeaderBytes;
        NowNs += 400; // the next packet cannot leave before the wire is free
    }

    /// <summary>Gives out the next whole packet and makes its contents public.</summary>
    public bool TryTake(out SimulatedPacket packet)
    {
        packet = default;
        if (!_ready.TryDequeue(out var ready)) return false;
        foreach (var update in ready.Updates) update.Instrument.Publish(update);
        packet = ready.Packet;
        return true;
    }
}
