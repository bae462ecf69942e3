using System.Text.Json.Nodes;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    [Test]
    public void TheSchemaInTheDocumentationIsThatOfTheTypes()
        => Assert.That(File.ReadAllText(Repository.PathOf("docs/feedhandler.schema.json")), Is.EqualTo(ConfigurationSchema.Text));

    [Test]
    public void EveryMemberIsDescribedAndNoOtherIsAllowed() => Check(JsonNode.Parse(ConfigurationSchema.Text)!.AsObject(), "");

    private static void Check(JsonObject schema, string path)
    {
        if (schema["properties"] is not JsonObject members) return;
        Assert.That((bool?)schema["additionalProperties"], Is.False, path);
        foreach ((string name, JsonNode? member) in members)
        {
            Assert.That((string?)member!["description"], Is.Not.Null.And.Not.Empty, $"{path}.{name}");
            Check(member.AsObject(), $"{path}.{name}");
            if (member["items"] is JsonObject items) Check(items, $"{path}.{name}[]");
        }
    }
}
