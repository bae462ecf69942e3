using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Replay;

/// <summary>
/// All packets of a receiver in one block of unmanaged memory, for measurements without input and output: payloads one after the other,
/// each starting
/// at a multiple of 8 bytes.
/// </summary>
public sealed unsafe class PacketStore : IReceiver, IDisposable
{
    private readonly Slot[] _slots;
    private readonly byte* _bytes;
    private int _next;
    private bool _isDisposed;

    private PacketStore(Slot[] slots, byte* bytes)
    {
        _slots = slots;
        _bytes = bytes;
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~PacketStore() => Free();

    /// <summary>How many packets there are.</summary>
    public int Count => _slots.Length;

    /// <inheritdoc/>
    public bool IsCompleted => _next == _slots.Length;

    /// <summary>A packet.</summary>
    /// <param name="index">Its place in the order of arrival.</param>
    public Packet this[int index]
    {
        get
        {
            ref readonly var slot = ref _slots[index];
            return new Packet(new ReadOnlySpan<byte>(_bytes + slot.Offset, slot.Length), slot.RxNs, slot.Line);
        }
    }

    /// <summary>Takes everything that a receiver has.</summary>
    /// <typeparam name="TReceiver">The receiver.</typeparam>
    /// <param name="receiver">The receiver; it must come to an end.</param>
    /// <param name="line">Keeps one line only, when given.</param>
    /// <returns>The packets.</returns>
    public static PacketStore Load<TReceiver>(TReceiver receiver, Line? line = null)
        where TReceiver : IReceiver
    {
        var collector = new Collector(line);
        while (!receiver.IsCompleted) receiver.Poll(ref collector, 1024);
        var payloads = CollectionsMarshal.AsSpan(collector.Payloads);
        var bytes = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(payloads.Length, 64), 64);
        payloads.CopyTo(new Span<byte>(bytes, payloads.Length));
        return new PacketStore([.. collector.Slots], bytes);
    }

    /// <summary>Starts again from the first packet.</summary>
    public void Rewind() => _next = 0;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        var end = Math.Min(_slots.Length, _next + packetLimit);
        var count = end - _next;
        for (; _next < end; _next++) handler.OnPacket(this[_next]);
        return count;
    }

    /// <inheritdoc/>
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

    private record struct Slot(int Offset, int Length, long RxNs, Line Line);

    private readonly struct Collector(Line? line) : IPacketHandler
    {
        public readonly List<Slot> Slots = [];
        public readonly List<byte> Payloads = [];

        public void OnPacket(in Packet packet)
        {
            if (line is not null && packet.Line != line) return;
            Slots.Add(new Slot(Payloads.Count, packet.Bytes.Length, packet.RxNs, packet.Line));
            Payloads.AddRange(packet.Bytes);
            while (Payloads.Count % 8 != 0) Payloads.Add(0);
        }
    }
}
