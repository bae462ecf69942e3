using FeedHandler.Core.Events;

namespace FeedHandler.Distribution;

/// <summary>The events of the message that is being made.</summary>
/// <param name="isPair">Whether it is one packet of the exchange, so that another publisher makes the same; else it goes on while there is more.</param>
internal sealed class MessageBatch(bool isPair)
{
    /// <summary>Bytes of frames behind which a message ends with the packet.</summary>
    internal const int BytesWanted = 24 * 1024;

    /// <summary>Bytes of frames at most.</summary>
    internal const int BytesMax = 56 * 1024;

    private const int NoInstrument = -2;
    private readonly byte[] _bytes = new byte[BytesMax];
    private int _count;
    private uint _packet;

    /// <summary>How many events it has.</summary>
    public int EventCount { get; private set; }

    /// <summary>Its frames.</summary>
    public ReadOnlyMemory<byte> Frames => _bytes.AsMemory(0, _count);

    /// <summary>The instrument of all its events; negative where there are several, or none.</summary>
    public int Instrument { get; private set; } = NoInstrument;

    /// <summary>Whether it has to be sent before an event is added.</summary>
    public bool EndsBefore(in MarketEvent told, int frameBytes)
    {
        if (_count + frameBytes > BytesMax) return true;
        return EventCount > 0 && told.SeqNum != _packet && (isPair || _count >= BytesWanted);
    }

    /// <summary>Adds an event, or what is told between events.</summary>
    public void Add(int instrument, uint packet, ReadOnlySpan<byte> frame)
    {
        frame.CopyTo(_bytes.AsSpan(_count));
        _count += frame.Length;
        Instrument = EventCount == 0 || Instrument == instrument ? instrument : NoInstrument;
        EventCount++;
        _packet = packet;
    }

    /// <summary>Begins the next one.</summary>
    public void Clear() => (_count, EventCount, Instrument) = (0, 0, NoInstrument);
}
