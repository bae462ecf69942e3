using System.Numerics;
using System.Runtime.InteropServices;

namespace FeedHandler.Gateway.Journals;

/// <summary>CRC-32C (Castagnoli), which processors have an instruction for; it goes on from one piece of bytes to the next.</summary>
internal struct Crc32C()
{
    private uint _state = uint.MaxValue;

    /// <summary>Of all that was taken.</summary>
    internal readonly uint Value => ~_state;

    /// <summary>Takes more bytes.</summary>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) state = BitOperations.Crc32C(state, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..]) state = BitOperations.Crc32C(state, rest);
        _state = state;
    }
}
