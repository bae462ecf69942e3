using System.ComponentModel;
using System.Text.Json.Serialization;

namespace FeedHandler.Engine;

/// <summary>The interfaces of the two lines.</summary>
public sealed record InterfacePair
{
    /// <summary>Of line A.</summary>
    [JsonPropertyName("A")]
    [Description("Interface of line A")]
    public string? A { get; set; }

    /// <summary>Of line B.</summary>
    [JsonPropertyName("B")]
    [Description("Interface of line B")]
    public string? B { get; set; }
}
