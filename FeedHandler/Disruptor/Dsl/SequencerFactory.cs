using System.Diagnostics.CodeAnalysis;

namespace Disruptor.Dsl;

/// <summary>Makes the sequencer that suits the producers.</summary>
public static class SequencerFactory
{
    /// <summary>What is used when nothing is said: several producers, which is always correct.</summary>
    public static readonly ProducerType DefaultProducerType = ProducerType.Multi;

    /// <summary>How consumers wait when nothing is said.</summary>
    public static IWaitStrategy DefaultWaitStrategy() => new BlockingWaitStrategy();

    /// <summary>A sequencer whose consumers wait in the default way.</summary>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <exception cref="ArgumentException">The size is not a power of two, or the type is unknown.</exception>
    public static ISequencer Create(ProducerType producerType, int bufferSize) => Create(producerType, bufferSize, DefaultWaitStrategy());

    /// <summary>A sequencer.</summary>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="bufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    /// <exception cref="ArgumentException">The size is not a power of two, or the type is unknown.</exception>
    public static ISequencer Create(ProducerType producerType, int bufferSize, IWaitStrategy waitStrategy) => producerType switch
    {
        ProducerType.Single => new SingleProducerSequencer(bufferSize, waitStrategy),
        ProducerType.Multi => new MultiProducerSequencer(bufferSize, waitStrategy),
        _ => throw new ArgumentOutOfRangeException(nameof(producerType), producerType, "Producers are Single or Multi."),
    };
}

/// <summary>How many threads publish into a ring.</summary>
public enum ProducerType
{
    /// <summary>One thread at a time claims and publishes.</summary>
    Single,

    /// <summary>Several threads claim and publish at once.</summary>
    Multi,
}
