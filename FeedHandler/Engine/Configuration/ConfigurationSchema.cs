using System.ComponentModel;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace FeedHandler.Engine;

/// <summary>The JSON schema of configuration files, made from the types that read them: an editor completes and checks by it.</summary>
public static class ConfigurationSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>The schema as indented JSON with a line feed at its end.</summary>
    public static string Text { get; } = Make();

    /// <summary>The names of the members that may stand where a member stands; none where there is no such place.</summary>
    /// <param name="path">Its place as the serializer tells it, such as "$.lines[0].grup".</param>
    internal static IEnumerable<string> Beside(string path)
    {
        JsonNode? node = JsonNode.Parse(Text);
        foreach (string step in path.Split('.')[1..^1])
        {
            node = node?["properties"]?[step.Split('[')[0]];
            if (step.Contains('[', StringComparison.Ordinal)) node = node?["items"];
        }

        return node?["properties"]?.AsObject().Select(static member => member.Key) ?? [];
    }

    private static string Make()
    {
        JsonSchemaExporterOptions options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        JsonObject schema = (JsonObject)ConfigurationJson.Default.ConfigurationFile.GetJsonSchemaAsNode(options);
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", "FeedHandler configuration");
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        object[] attributes = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) ?? [];
        if (attributes is [DescriptionAttribute description, ..] && schema is JsonObject node) node.Insert(0, "description", description.Description);
        return schema;
    }
}

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
