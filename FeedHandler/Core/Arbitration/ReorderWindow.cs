using System.Numerics;
using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <summary>Keeps packets that came ahead of sequence, by number: a power of two of fixed slots in unmanaged memory.</summary>
internal sealed unsafe class ReorderWindow : IDisposable
{
    private readonly byte* _bytes;
    private readonly Slot[] _slots;
    private readonly int _slotBytes;
    private readonly uint _mask;
    private bool _isDisposed;

    public ReorderWindow(int gapCountMax, int slotBytes)
    {
        var count = BitOperations.RoundUpToPowerOf2((uint)gapCountMax + 1);
        _slots = new Slot[count];
        _mask = count - 1;
        _slotBytes = slotBytes;
        _bytes = (byte*)NativeMemory.AlignedAlloc(count * (nuint)slotBytes, 64);
        NativeMemory.Clear(_bytes, count * (nuint)slotBytes);
    }

    ~ReorderWindow() => Free();

    /// <summary>How many packets are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a packet with this number is kept.</summary>
    public bool Contains(uint seqNum)
    {
        ref var slot = ref _slots[seqNum & _mask];
        return slot.IsUsed && slot.SeqNum == seqNum;
    }

    /// <summary>When the packet in a number's slot was received.</summary>
    public long RxNs(uint seqNum) => _slots[seqNum & _mask].RxNs;

    /// <summary>Keeps a packet. The caller has made sure that its number is within the window and not kept yet.</summary>
    /// <returns>False when the packet is larger than a slot.</returns>
    public bool TryHold(uint seqNum, in Packet packet, long nowNs)
    {
        if (packet.Bytes.Length > _slotBytes) return false;
        var at = seqNum & _mask;
        packet.Bytes.CopyTo(new Span<byte>(_bytes + (at * (nint)_slotBytes), _slotBytes));
        _slots[at] = new Slot
        {
            IsUsed = true,
            SeqNum = seqNum,
            Length = packet.Bytes.Length,
            RxNs = packet.RxNs,
            Group = packet.Group,
            HeldNs = nowNs,
        };
        Count++;
        return true;
    }

    /// <summary>Takes a packet out. Its bytes stay valid until the next <see cref="TryHold"/>.</summary>
    public bool TryTake(uint seqNum, out Packet packet)
    {
        packet = default;
        if (Count == 0 || !Contains(seqNum)) return false;
        var at = seqNum & _mask;
        ref var slot = ref _slots[at];
        packet = new Packet(new ReadOnlySpan<byte>(_bytes + (at * (nint)_slotBytes), slot.Length), slot.RxNs, slot.Group);
        slot.IsUsed = false;
        Count--;
        return true;
    }

    /// <summary>The lowest number that is kept, and since when the longest-waiting packet waits. The window is not empty.</summary>
    public uint Lowest(uint nextSeqNum, out long oldestHeldNs)
    {
        var lowest = uint.MaxValue;
        oldestHeldNs = long.MaxValue;
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (!slot.IsUsed) continue;
            lowest = Math.Min(lowest, slot.SeqNum - nextSeqNum);
            oldestHeldNs = Math.Min(oldestHeldNs, slot.HeldNs);
        }

        return nextSeqNum + lowest;
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_bytes);
    }

    private struct Slot
    {
        public bool IsUsed;
        public int Group;
        public uint SeqNum;
        public int Length;
        public long RxNs;
        public long HeldNs;
    }
}
