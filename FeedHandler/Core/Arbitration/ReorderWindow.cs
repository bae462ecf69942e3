using System.Numerics;
using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <summary>Keeps packets that came ahead of sequence, by number: a power of two of fixed slots in unmanaged memory, and a bit for each.</summary>
internal sealed unsafe class ReorderWindow : IDisposable
{
    private const int WordBits = 64;
    private readonly byte* _bytes;
    private readonly HeldPacket[] _slots;
    private readonly ulong[] _used;
    private readonly int _slotBytes;
    private readonly uint _mask;
    private bool _isDisposed;

    public ReorderWindow(int countMin, int slotBytes)
    {
        uint count = Math.Max(WordBits, BitOperations.RoundUpToPowerOf2((uint)countMin));
        _slots = new HeldPacket[count];
        _used = new ulong[count / WordBits];
        _mask = (uint)count - 1;
        _slotBytes = slotBytes;
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)count * (nuint)slotBytes, 64);
        NativeMemory.Clear(_bytes, (nuint)count * (nuint)slotBytes);
    }

    ~ReorderWindow() => Free();

    /// <summary>How many packets are kept.</summary>
    public int Count { get; private set; }

    /// <summary>How far ahead of the next number a packet may be, in packets.</summary>
    public int Capacity => _slots.Length;

    /// <summary>Whether a packet with this number is kept; the number is within the window.</summary>
    public bool Contains(ulong number) => (_used[WordOf(number)] & BitOf(number)) != 0 && Slot(number).First == number;

    /// <summary>What is known of a packet that is kept.</summary>
    public ref readonly HeldPacket this[ulong number] => ref Slot(number);

    /// <summary>Keeps a packet. The caller has made sure that its number is within the window and not kept yet.</summary>
    /// <returns>False when the packet is larger than a slot.</returns>
    public bool TryHold(in HeldPacket held, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _slotBytes) return false;
        bytes.CopyTo(new Span<byte>(BytesOf(held.First), _slotBytes));
        Slot(held.First) = held;
        _used[WordOf(held.First)] |= BitOf(held.First);
        Count++;
        return true;
    }

    /// <summary>Takes a packet out that is kept. Its bytes stay valid until the next <see cref="TryHold"/>.</summary>
    public Packet Take(ulong number)
    {
        ref HeldPacket slot = ref Slot(number);
        _used[WordOf(number)] &= ~BitOf(number);
        Count--;
        return new Packet(new ReadOnlySpan<byte>(BytesOf(number), slot.Length), slot.RxNs, slot.Group);
    }

    /// <summary>The lowest number that is kept, from a number on. The window is not empty, and keeps nothing before that number.</summary>
    public ulong Lowest(ulong from)
    {
        uint start = (uint)from & _mask;
        for (uint passed = 0u; passed <= _mask;)
        {
            uint at = (start + passed) & _mask;
            ulong word = _used[at / WordBits] >> (int)(at % WordBits);
            if (word != 0) return Slot(from + passed + (uint)BitOperations.TrailingZeroCount(word)).First;
            passed += WordBits - (at % WordBits);
        }

        return from;
    }

    /// <summary>Numbers what is kept anew, from a number on, by the bits that the wire has.</summary>
    /// <returns>The highest number; 0 when nothing is kept.</returns>
    public ulong Renumber(ulong from, ulong mask)
    {
        ulong highest = 0UL;
        for (int word = 0; word < _used.Length; word++)
        {
            for (ulong left = _used[word]; left != 0; left &= left - 1)
            {
                ref HeldPacket slot = ref _slots[(word * WordBits) + BitOperations.TrailingZeroCount(left)];
                slot.First = from + ((slot.First - from) & mask);
                highest = Math.Max(highest, slot.First);
            }
        }

        return highest;
    }

    public void Clear()
    {
        Array.Clear(_used);
        Count = 0;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private ref HeldPacket Slot(ulong number) => ref _slots[(uint)number & _mask];

    private byte* BytesOf(ulong number) => _bytes + (((uint)number & _mask) * (nint)_slotBytes);

    private int WordOf(ulong number) => (int)(((uint)number & _mask) / WordBits);

    private static ulong BitOf(ulong number) => 1UL << (int)(number % WordBits);

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_bytes);
    }
}

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
