using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Tcp;

/// <summary>
/// Reads the reply to one request from bytes as they come: packets with their size (u16, little endian) in front, a logon first, then those that were asked
/// for, each whole and in order, heartbeats among them, and a logout. Whatever else is there makes the reply one that nobody can believe.
/// </summary>
/// <param name="schemas">By which session messages are told.</param>
public sealed class ReplayReader(SessionSchemas schemas)
{
    private const int SizeBytes = sizeof(ushort);
    private readonly byte[] _bytes = new byte[2 * (ushort.MaxValue + SizeBytes)];
    private readonly byte[] _heartbeat = new byte[ushort.MaxValue];
    private int _heartbeatBytes; // of one that may be the next packet of the feed or one of the session
    private int _start;
    private int _end;
    private bool _isLoggedOn;
    private bool _isRefused;
    private long _next = 1;
    private long _last;

    /// <summary>Why the server logged out, or what is wrong with the reply, as a terminal may show it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The number that must come next.</summary>
    public long Next => _next;

    /// <summary>Whether everything that was asked for has come.</summary>
    public bool IsComplete => _isLoggedOn && _next > _last;

    /// <summary>Where bytes of the connection go; never empty once <see cref="Take"/> has said that it needs more.</summary>
    public Memory<byte> Room
    {
        get
        {
            if (_start > 0) _bytes.AsSpan(_start.._end).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
            return _bytes.AsMemory(_end);
        }
    }

    /// <summary>Begins with a new connection.</summary>
    /// <param name="first">The first number that will be asked for.</param>
    /// <param name="last">The last.</param>
    public void Begin(uint first, uint last)
    {
        (_start, _end, _heartbeatBytes, _isLoggedOn, _isRefused, Text) = (0, 0, 0, false, false, "");
        (_next, _last) = (first, last);
    }

    /// <summary>Bytes came into <see cref="Room"/>.</summary>
    /// <param name="byteCount">How many.</param>
    public void Advance(int byteCount) => _end += byteCount;

    /// <summary>Takes what comes next.</summary>
    /// <param name="packet">The packet, for <see cref="ReplyStep.Packet"/>; valid until the next call.</param>
    public ReplyStep Take(out ReadOnlySpan<byte> packet)
    {
        while (TryTakeFrame(out packet))
        {
            ReplyStep step = Judge(packet, out bool isHeld);
            if (isHeld) return TakeHeartbeat(out packet);
            if (step != ReplyStep.NeedsMore) return step;
        }

        return _isRefused ? ReplyStep.Refused : ReplyStep.NeedsMore;
    }

    /// <summary>The connection has ended: a heartbeat that came last may be the last packet that was asked for.</summary>
    /// <param name="packet">The packet.</param>
    public bool TryTakeLast(out ReadOnlySpan<byte> packet)
    {
        packet = default;
        return _heartbeatBytes > 0 && _next == _last && TakeHeartbeat(out packet) == ReplyStep.Packet;
    }

    private bool TryTakeFrame(out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (_end - _start < SizeBytes || _isRefused) return false;
        int size = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(_start));
        if (size < CmeMdp3.PacketHeaderBytes + CmeMdp3.MessageHeaderBytes)
        {
            Refuse($"a packet of {size} bytes, which holds no message");
            return false;
        }

        if (_end - _start < SizeBytes + size) return false;
        packet = _bytes.AsSpan(_start + SizeBytes, size);
        if (!IsResolved(packet)) return true; // it stays until the heartbeat in front of it was taken
        _start += SizeBytes + size;
        return true;
    }

    // A heartbeat of the feed has the number that the packet behind it follows; one of the session has not.
    private bool IsResolved(ReadOnlySpan<byte> packet) => _heartbeatBytes == 0 || NumberOf(packet) != _next + 1;

    private ReplyStep Judge(ReadOnlySpan<byte> packet, out bool isHeld)
    {
        isHeld = !IsResolved(packet);
        if (isHeld) return ReplyStep.Packet;
        if (!CmeMdp3.IsWhole(packet)) return Refuse("a packet that is not whole");
        SessionMessage kind = KindOf(packet, out bool isKnown);
        if (!isKnown) return Refuse("a message of a schema that is not known");
        if (kind == SessionMessage.Logout) return ReplyStep.LoggedOut;
        if (kind == SessionMessage.Logon) return LogOn();
        if (kind == SessionMessage.Heartbeat) return NumberOf(packet) == _next ? Hold(packet) : ReplyStep.NeedsMore;
        if (!_isLoggedOn) return Refuse("market data before the logon");
        _heartbeatBytes = 0;
        if (NumberOf(packet) != _next) return Refuse($"packet {NumberOf(packet)} where {_next} must come");
        _next++;
        return _next - 1 <= _last ? ReplyStep.Packet : Refuse($"packet {_next - 1}, and {_last} was the last that was asked for");
    }

    private ReplyStep LogOn()
    {
        if (_isLoggedOn) return Refuse("a second logon");
        _isLoggedOn = true;
        return ReplyStep.LoggedOn;
    }

    private ReplyStep Hold(ReadOnlySpan<byte> packet)
    {
        if (!_isLoggedOn) return ReplyStep.NeedsMore;
        packet.CopyTo(_heartbeat);
        _heartbeatBytes = packet.Length;
        return ReplyStep.NeedsMore;
    }

    private ReplyStep TakeHeartbeat(out ReadOnlySpan<byte> packet)
    {
        packet = _heartbeat.AsSpan(0, _heartbeatBytes);
        _heartbeatBytes = 0;
        _next++;
        return ReplyStep.Packet;
    }

    // A heartbeat stands alone in its packet; what stands beside market data is market data.
    private SessionMessage KindOf(ReadOnlySpan<byte> packet, out bool isKnown)
    {
        SessionMessage all = SessionMessage.Heartbeat;
        isKnown = true;
        foreach (CmeMessage message in new CmeMessages(packet))
        {
            SessionMessage kind = schemas.Kind(message, out bool isSchemaKnown);
            isKnown &= isSchemaKnown;
            if (kind == SessionMessage.Logout) Text = schemas.TextOf(message);
            if (kind is SessionMessage.Logout or SessionMessage.Logon) return kind;
            if (kind == SessionMessage.None) all = SessionMessage.None;
        }

        return all;
    }

    private ReplyStep Refuse(string what)
    {
        (Text, _isRefused) = (what, true);
        return ReplyStep.Refused;
    }

    private static long NumberOf(ReadOnlySpan<byte> packet) => CmeMdp3.TryReadHeader(packet, out PacketHeader header) ? (long)header.First : 0;
}
