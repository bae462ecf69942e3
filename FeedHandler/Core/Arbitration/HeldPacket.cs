namespace FeedHandler.Core.Arbitration;

/// <summary>What is known of a packet that waits, beside its bytes.</summary>
internal struct HeldPacket
{
    public ulong First;
    public long SendingTimeNs;
    public long RxNs;
    public long HeldNs;
    public long DrainMark;
    public uint Count;
    public int Length;
    public int Group;
}
