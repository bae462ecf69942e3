using System.Runtime.CompilerServices;

namespace FeedHandler.Codecs;

/// <summary>The entries of a group that all have one length; what every such group holds.</summary>
/// <typeparam name="TEntry">the view of an entry</typeparam>
public readonly ref struct SbeEntries<TEntry>
    where TEntry : struct, ISbeEntry<TEntry>, allows ref struct
{
    private readonly ref byte _first;
    private readonly int _count;
    private readonly int _blockLength;
    private readonly int _version;

    private SbeEntries(ref byte first, int count, int blockLength, int version)
    {
        _first = ref first;
        _count = count;
        _blockLength = blockLength;
        _version = version;
    }

    /// <summary>Number of entries.</summary>
    public int Count => _count;

    /// <summary>Bytes of an entry's block as sent; those of the schema's version when there is no entry.</summary>
    public int BlockLength => _blockLength;

    /// <summary>An entry by its index.</summary>
    /// <param name="index">0 to Count − 1; anything else throws</param>
    public TEntry this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_count)
                SbeThrow.EntryIndex(index, _count);
            return TEntry.At(ref Unsafe.Add(ref _first, index * _blockLength), _blockLength, _version);
        }
    }

    /// <summary>Places the view over a group.</summary>
    /// <param name="start">first byte of the message or entry around the group</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the group; negative when what comes before it does not fit</param>
    /// <param name="version">schema version of the sender</param>
    /// <param name="entries">the entries; default when the result is false</param>
    /// <returns>false when dimension or entries do not fit</returns>
    // Inlined, a group is three numbers in registers; returned by a call it is written to memory and read again: BookMessageBenchmarks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte start, int length, int offset, int version, out SbeEntries<TEntry> entries)
    {
        entries = default;
        offset = TEntry.ReadDimension(ref start, length, offset, version, out int count, out int blockLength);
        if (offset < 0)
            return false;
        entries = new(ref Unsafe.Add(ref start, offset), count, blockLength, version);
        return true;
    }

    /// <summary>Takes the offset of a group to the offset after it.</summary>
    /// <param name="start">first byte of the message or entry around the group</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <param name="offset">bytes from <paramref name="start"/> to the group; negative when what comes before it does not fit</param>
    /// <param name="version">schema version of the sender</param>
    /// <returns>the offset after the last entry; −1 when dimension or entries do not fit</returns>
    public static int Pass(ref byte start, int length, int offset, int version)
    {
        offset = TEntry.ReadDimension(ref start, length, offset, version, out int count, out int blockLength);
        return offset < 0 ? -1 : offset + (count * blockLength);
    }

    /// <summary>Where the group ends in the block of a view.</summary>
    /// <param name="start">first byte of the message or entry</param>
    /// <param name="length">bytes from <paramref name="start"/> to the end of the message</param>
    /// <returns>the offset after the group; −1 when it is of another message</returns>
    public int EndIn(ref byte start, int length) => SbeBytes.OffsetAfter(ref start, length, ref _first, _count * _blockLength);

    /// <summary>Walks the entries in wire order.</summary>
    /// <returns>an enumerator before the first entry</returns>
    public Enumerator GetEnumerator() => new(ref _first, _count, _blockLength, _version);

    /// <summary>Walks the entries of a group.</summary>
    // Four fields: small enough to live in registers. The reference always points into the group or at its end, never before it.
    public ref struct Enumerator
    {
        private ref byte _next;
        private int _left;
        private readonly int _blockLength;
        private readonly int _version;

        internal Enumerator(ref byte first, int count, int blockLength, int version)
        {
            _next = ref first;
            _left = count;
            _blockLength = blockLength;
            _version = version;
        }

        /// <summary>The entry at hand; of meaning after MoveNext has returned true.</summary>
        public readonly TEntry Current => TEntry.At(ref Unsafe.Subtract(ref _next, _blockLength), _blockLength, _version);

        /// <summary>Steps to the next entry.</summary>
        /// <returns>false when there is none</returns>
        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            _left--;
            _next = ref Unsafe.Add(ref _next, _blockLength);
            return true;
        }
    }
}
