using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>The ring of events and its consumers.</summary>
public sealed record RingSection
{
    /// <summary>Slots.</summary>
    [Description("Slots of the ring, a power of two (2 to 16777216)")]
    public int Size { get; set; } = PipelineOptions.RingSizeDefault;

    /// <summary>Strategies.</summary>
    [Description("How many strategies consume the events (1 to 16)")]
    public int Strategies { get; set; } = 1;

    /// <summary>Waiting.</summary>
    [Description("How strategies wait for events: busy, yielding, sleeping or blocking; leave out for the best that the cores allow")]
    public string? Wait { get; set; }

    /// <summary>Instruments.</summary>
    [Description("How many instruments to make room for (1 to 1000000)")]
    public int InstrumentsMax { get; set; } = PipelineOptions.InstrumentsMaxDefault;

    /// <summary>Stamps.</summary>
    [Description("Whether stages are timed")]
    public bool Stamps { get; set; } = true;
}
