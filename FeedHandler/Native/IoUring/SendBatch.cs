using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;

namespace FeedHandler.Native.IoUring;

/// <summary>Room for the headers and vectors of sends that are handed to the kernel together; it has copied them when they were (Linux 5.5).</summary>
public sealed unsafe class SendBatch : IDisposable
{
    private readonly PageMemory _memory;
    private readonly MultiMessage* _headers;
    private readonly IoVector* _vectors;

    /// <summary>Takes the memory.</summary>
    /// <param name="count">Sends.</param>
    /// <param name="vectorCountMax">Vectors of each at most.</param>
    public SendBatch(int count, int vectorCountMax)
    {
        Count = count;
        VectorCountMax = vectorCountMax;
        _memory = PageMemory.Allocate((nuint)count * (nuint)(sizeof(MultiMessage) + (vectorCountMax * sizeof(IoVector))));
        _headers = (MultiMessage*)_memory.Address;
        _vectors = (IoVector*)(_headers + count);
        for (int i = 0; i < count; i++) _headers[i] = new MultiMessage { Vectors = VectorsOf(i) };
    }

    /// <summary>How many sends there is room for.</summary>
    public int Count { get; }

    /// <summary>Vectors of each at most.</summary>
    public int VectorCountMax { get; }

    /// <summary>The vectors of a send.</summary>
    /// <param name="index">Which.</param>
    public IoVector* VectorsOf(int index) => _vectors + ((nint)index * VectorCountMax);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    internal ulong HeaderOf(int index, int vectorCount)
    {
        _headers[index].VectorCount = (nuint)vectorCount;
        return (ulong)(_headers + index);
    }
}
