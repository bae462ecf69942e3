using System.Numerics;
using System.Runtime.InteropServices;

namespace FeedHandler.Journals;

/// <summary>CRC-32C (Castagnoli), which processors have an instruction for; it goes on from one piece of bytes to the next.</summary>
/// <param name="value">Of what was taken before; 0 of nothing.</param>
public struct Crc32C(uint value = 0)
{
    private uint _state = ~value;

    /// <summary>Of all that was taken.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Takes more bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) state = BitOperations.Crc32C(state, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..]) state = BitOperations.Crc32C(state, rest);
        _state = state;
    }
}
