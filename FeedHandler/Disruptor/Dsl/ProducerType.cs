namespace Disruptor.Dsl;

/// <summary>How many threads publish into a ring.</summary>
public enum ProducerType
{
    /// <summary>One thread at a time claims and publishes.</summary>
    Single,

    /// <summary>Several threads claim and publish at once.</summary>
    Multi,
}
