using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>Unmanaged memory for the slots of a ring, padded at both ends so that no neighbour shares a cache line with a slot.</summary>
public class UnmanagedRingBufferMemory : IDisposable
{
    private readonly SafeHandle _memoryHandle;

    /// <summary>Memory that a handle owns.</summary>
    /// <param name="memoryHandle">The owner; its address is where the padding begins. Released by <see cref="Dispose()"/>.</param>
    /// <param name="padding">Bytes before the first slot.</param>
    /// <param name="eventCount">How many slots follow.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    public UnmanagedRingBufferMemory(SafeHandle memoryHandle, int padding, int eventCount, int eventSize)
    {
        ArgumentNullException.ThrowIfNull(memoryHandle);
        _memoryHandle = memoryHandle;
        PointerToFirstEvent = memoryHandle.DangerousGetHandle() + padding;
        EventCount = eventCount;
        EventSize = eventSize;
    }

    /// <summary>Address of the first slot.</summary>
    public nint PointerToFirstEvent { get; }

    /// <summary>How many slots there are.</summary>
    public int EventCount { get; }

    /// <summary>Bytes from one slot to the next.</summary>
    public int EventSize { get; }

    /// <summary>Releases the memory. No ring may use it afterwards.</summary>
    [SuppressMessage("Design", "CA1063:Implement IDisposable Correctly", Justification = "The handle is what finalises; nothing else is owned.")]
    public void Dispose()
    {
        _memoryHandle.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Copies every slot.</summary>
    /// <typeparam name="T">What a slot holds: not larger than <see cref="EventSize"/>.</typeparam>
    /// <exception cref="ArgumentException">The slots are too small for the type.</exception>
    public unsafe T[] ToArray<T>()
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() > EventSize)
        {
            throw new ArgumentException($"A {typeof(T).Name} of {Unsafe.SizeOf<T>()} bytes is larger than a slot of {EventSize} bytes.");
        }

        T[] events = new T[EventCount];
        for (int i = 0; i < events.Length; i++) events[i] = Unsafe.ReadUnaligned<T>((void*)(PointerToFirstEvent + ((nint)i * EventSize)));
        return events;
    }

    /// <summary>Allocates zeroed slots.</summary>
    /// <param name="eventCount">How many slots.</param>
    /// <param name="eventSize">Bytes of a slot.</param>
    /// <exception cref="ArgumentException">The count or the size is less than 1.</exception>
    public static UnmanagedRingBufferMemory Allocate(int eventCount, int eventSize)
    {
        if (eventCount < 1) throw new ArgumentException($"A ring of {eventCount} events cannot be: give at least 1.", nameof(eventCount));
        if (eventSize < 1) throw new ArgumentException($"A slot of {eventSize} bytes cannot be: give at least 1.", nameof(eventSize));
        nuint bytes = ((nuint)eventCount * (nuint)eventSize) + (2 * CacheLine.IsolationBytes);
        return new UnmanagedRingBufferMemory(new AlignedMemoryHandle(bytes, CacheLine.IsolationBytes), CacheLine.IsolationBytes, eventCount, eventSize);
    }

    /// <summary>Allocates slots and fills each with what a factory makes.</summary>
    /// <typeparam name="T">What a slot holds.</typeparam>
    /// <param name="eventCount">How many slots.</param>
    /// <param name="factory">Called once for each slot, in order.</param>
    /// <exception cref="ArgumentException">The count is less than 1.</exception>
    public static unsafe UnmanagedRingBufferMemory Allocate<T>(int eventCount, Func<T> factory)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(factory);
        UnmanagedRingBufferMemory memory = Allocate(eventCount, Unsafe.SizeOf<T>());
        Span<T> events = new Span<T>((void*)memory.PointerToFirstEvent, eventCount);
        foreach (ref T slot in events) slot = factory();
        return memory;
    }
}

/// <summary>Owns zeroed, aligned, unmanaged memory.</summary>
internal sealed unsafe class AlignedMemoryHandle : SafeHandle
{
    internal AlignedMemoryHandle(nuint bytes, nuint alignmentBytes)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        void* memory = NativeMemory.AlignedAlloc(bytes, alignmentBytes);
        NativeMemory.Clear(memory, bytes);
        SetHandle((nint)memory);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
