using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>Takes what a channel delivers and tells.</summary>
internal interface IModelListener
{
    void OnPacket(int id, in PacketHeader header, bool isWhole);

    void OnStamp(in PacketHeader header, long stampTicks)
    {
        // who follows the sequence alone asks for no stamps
    }

    void OnGap(ulong lostCount, ulong next);

    void OnRestart(ulong next);

    void OnDoubt(bool isInDoubt);
}

/// <summary>Hands everything to a listener.</summary>
internal readonly struct ModelDecoder(IModelListener listener) : IMessageDecoder
{
    private static readonly InstrumentTable None = new(1);

    public MessageCounters Messages => throw new NotSupportedException();

    public BookCounters Entries => throw new NotSupportedException();

    public InstrumentTable Instruments => None;

    public void Decode(in Packet packet, in PacketHeader header, Line line, long stampTicks)
    {
        listener.OnStamp(header, stampTicks);
        listener.OnPacket(ModelPackets.IdOf(packet.Bytes), header, NumberedVenue.IsWhole(packet.Bytes));
    }

    public void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs) => listener.OnGap(lostCount, nextSeqNum);

    public void OnRestart(ulong seqNum, long rxNs) => listener.OnRestart(seqNum);

    public void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs) => listener.OnDoubt(isInDoubt);

    public void Forget()
    {
        // A packet is all that this decoder knows.
    }
}
