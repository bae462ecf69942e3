using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Puts messages into packets, several to a packet, and remembers with each packet what it says.</summary>
internal sealed class PacketAssembler(SimulationOptions options)
{
    private const int PacketHeaderBytes = CmeMdp3.PacketHeaderBytes;
    private const int MessageHeaderBytes = CmeMdp3.MessageHeaderBytes;
    private const long WireNs = 400;
    private const long ServedWireNs = 5_000; // as fast as a plain receiver's buffers bear when definitions of a thousand instruments come at once
    private const int VersionOffset = 6; // behind block length, template and schema
    private readonly byte[] _packet = new byte[options.PacketBytesMax];
    private readonly byte[] _message = new byte[options.PacketBytesMax - PacketHeaderBytes];
    private readonly Queue<(SimulatedPacket Packet, PublishedMessage[] Messages)> _ready = [];
    private readonly List<PublishedMessage> _messages = [];
    private uint _nextSeqNum = options.FirstSeqNum;
    private int _length = PacketHeaderBytes;

    /// <summary>The time at which packets leave.</summary>
    public long NowNs { get; set; }

    /// <summary>The bytes of the packet in progress.</summary>
    public int Length => _length;

    /// <summary>Whether no packet is begun or waits.</summary>
    public bool IsEmpty => _ready.Count == 0 && _length == PacketHeaderBytes;

    /// <summary>Where the SBE header (8 bytes) of the next message is to be written; its size comes before it.</summary>
    public Span<byte> Header => _message.AsSpan(sizeof(ushort));

    /// <summary>Where the root block of the next message is to be written.</summary>
    public Span<byte> Body => _message.AsSpan(MessageHeaderBytes);

    /// <summary>Ends the message in progress.</summary>
    /// <param name="bodyBytes">Its bytes behind the SBE header.</param>
    /// <param name="time">Its time and indicator.</param>
    /// <param name="facts">What it says.</param>
    /// <param name="orderCount">How many entries of orders it has.</param>
    public void Append(int bodyBytes, MessageTime time, ExchangeFact[] facts, int orderCount = 0)
    {
        int messageBytes = MessageHeaderBytes + bodyBytes;
        if (_length + messageBytes > _packet.Length) Flush();
        BinaryPrimitives.WriteUInt16LittleEndian(_message, (ushort)messageBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(Header[VersionOffset..], (ushort)options.SchemaVersion);
        _message.AsSpan(0, messageBytes).CopyTo(_packet.AsSpan(_length));
        _length += messageBytes;
        ushort templateId = BinaryPrimitives.ReadUInt16LittleEndian(Header[sizeof(ushort)..]);
        _messages.Add(new PublishedMessage(templateId, time.TransactTimeNs, (byte)time.Indicator, orderCount, facts));
    }

    /// <summary>Ends the packet in progress, if there is one.</summary>
    public void Flush()
    {
        if (_length == PacketHeaderBytes) return;
        BinaryPrimitives.WriteUInt32LittleEndian(_packet, _nextSeqNum);
        BinaryPrimitives.WriteUInt64LittleEndian(_packet.AsSpan(4), (ulong)NowNs);
        SimulatedPacket packet = new SimulatedPacket(_nextSeqNum++, NowNs, _packet.AsSpan(0, _length).ToArray()) { Session = options.Session };
        _ready.Enqueue((packet, [.. _messages]));
        _messages.Clear();
        _length = PacketHeaderBytes;
        NowNs += options.IsServed ? ServedWireNs : WireNs; // the next packet cannot leave before the wire is free
    }

    /// <summary>Tells when the next whole packet leaves.</summary>
    public bool TryPeek(out long sendingTimeNs)
    {
        bool isThere = _ready.TryPeek(out (SimulatedPacket Packet, PublishedMessage[] Messages) next);
        sendingTimeNs = isThere ? next.Packet.SendingTimeNs : 0;
        return isThere;
    }

    /// <summary>Gives out the next whole packet and what it says.</summary>
    public bool TryTake(out SimulatedPacket packet, out PublishedMessage[] messages)
    {
        bool isTaken = _ready.TryDequeue(out (SimulatedPacket Packet, PublishedMessage[] Messages) ready);
        (packet, messages) = isTaken ? ready : (default, []);
        return isTaken;
    }
}
