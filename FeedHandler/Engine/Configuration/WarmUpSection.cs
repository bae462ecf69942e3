using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>What runs through the pipeline before the first live packet.</summary>
public sealed record WarmUpSection
{
    /// <summary>The capture.</summary>
    [Description("A capture of the same venue, relative to this file; leave out for the built-in traffic of the simulator")]
    public string? Capture { get; set; }

    /// <summary>How often.</summary>
    [Description("How many times it is replayed (0 to 1000); 0 does not warm up")]
    public int Passes { get; set; } = 20;
}
