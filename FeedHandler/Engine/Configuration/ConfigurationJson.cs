using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedHandler.Engine;

/// <summary>How a configuration file is read: member names in camel case, comments allowed, unknown members refused.</summary>
/// <remarks>The members have setters, not init accessors: with those, a member that the file leaves out would lose its default.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ConfigurationFile))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
