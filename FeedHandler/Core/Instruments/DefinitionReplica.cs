using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Instruments;

/// <summary>
/// A consumer's own definitions of one channel, each as of the last event of a definition that the consumer took: none changes under it. For the
/// consumer's thread.
/// </summary>
public sealed unsafe class DefinitionReplica : IDisposable
{
    private readonly DefinitionLog _log;
    private readonly InstrumentDefinition* _definitions;
    private readonly InstrumentDetails* _details;
    private readonly int _countMax;
    private long _takenCount;
    private bool _isDisposed;

    /// <summary>Takes the memory, which is touched as it is used.</summary>
    /// <param name="countMax">How many instruments there can be.</param>
    /// <param name="log">What the feed was told; the consumer must take every event from the first on.</param>
    public DefinitionReplica(int countMax, DefinitionLog log)
    {
        _log = log;
        _countMax = countMax;
        _definitions = (InstrumentDefinition*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(InstrumentDefinition));
        _details = (InstrumentDetails*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(InstrumentDetails));
    }

    /// <summary>Watches on the feed's side since when books are whole, for estimates; null where nobody does.</summary>
    public HealWatch? Heals { get; init; }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~DefinitionReplica() => Free();

    /// <summary>The definition of an instrument; <see cref="InstrumentDefinition.IsDefined"/> is false where only its id is known.</summary>
    /// <param name="instrumentIndex">The dense index.</param>
    public ref readonly InstrumentDefinition this[int instrumentIndex]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)instrumentIndex, (uint)_countMax, nameof(instrumentIndex));
            return ref _definitions[instrumentIndex];
        }
    }

    /// <summary>The rest of what the venue said of an instrument with that definition.</summary>
    /// <param name="instrumentIndex">The dense index.</param>
    public ref readonly InstrumentDetails Details(int instrumentIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)instrumentIndex, (uint)_countMax, nameof(instrumentIndex));
        return ref _details[instrumentIndex];
    }

    /// <summary>Takes the event of a definition.</summary>
    /// <param name="definition">The event; all of the channel must be given, in order.</param>
    /// <exception cref="InvalidOperationException">The consumer is so far behind that the feed, which does not wait for it, has written over it.</exception>
    public void Apply(in MarketEvent definition)
    {
        int index = definition.InstrumentIndex;
        bool isAssumed = definition.IsAssumed;
        long number = isAssumed ? 0 : _takenCount++;
        if ((uint)index >= (uint)_countMax) return;
        _definitions[index] = isAssumed ? default : _log[number];
        _details[index] = isAssumed ? default : _log.Details(number);
        if (!isAssumed) _log.RequireKept(number);
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
        NativeMemory.Free(_definitions);
        NativeMemory.Free(_details);
    }
}
