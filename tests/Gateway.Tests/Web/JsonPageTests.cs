using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Web;

/// <summary>Rule: docs/gateway-json.md says of every message what there is, no more and no less.</summary>
public sealed partial class JsonPageTests
{
    private const string Common = "Members of events and states";
    private static readonly string[] Sections = File.ReadAllText(Repository.PathOf("docs/gateway-json.md")).Split("\n## ");

    private static IEnumerable<string> Messages => JsonSchema.Normalized.All.Select(static template => template.Name);

    [TestCaseSource(nameof(Messages))]
    public void AMessageHasTheMembersThatThePageSays(string name)
    {
        string section = SectionOf(name);
        string[] common = section.Contains($"\n{Common}", StringComparison.Ordinal) ? RowsOf(SectionOf(Common)) : [];

        Assert.That(common.Concat(RowsOf(section)), Is.EqualTo(MembersOf(JsonSchema.Normalized.All.Single(template => template.Name == name).Block)));
    }

    [Test]
    public void ThePageHasASectionOfEachMessageAndOfNoOther()
    {
        string[] sections = [.. Sections.Skip(1).Select(static section => section.Split('\n')[0])];

        Assert.That(sections.Except(["Requests", Common]), Is.EquivalentTo(Messages));
    }

    private static string SectionOf(string name) => Sections.Single(section => section.StartsWith(name + "\n", StringComparison.Ordinal));

    private static string[] RowsOf(string section) => [.. Row().Matches(section).Select(static row => $"{row.Groups["member"].Value}: {row.Groups["type"].Value}")];

    private static IEnumerable<string> MembersOf(JsonBlock block) => block.Fields.Select(static field => MemberOf("", field))
        .Concat(block.Groups.SelectMany(static group => group.Block.Fields.Select(field => MemberOf(group.Name + "[].", field))))
        .Concat(block.Variables.Select(static data => $"{data.Name}: text"));

    private static string MemberOf(string group, JsonField field)
    {
        string type = field.Form switch
        {
            JsonForm.Number => "number",
            JsonForm.Whole => "text: whole",
            JsonForm.Decimal => "text: decimal",
            JsonForm.Truth => "boolean",
            _ => "text",
        };
        bool isOptional = field.NullBits is not null || field.Form is JsonForm.Words or JsonForm.Text;
        return $"{group}{field.Name}{(field.Form == JsonForm.Words ? "[]" : "")}: {type}{(isOptional ? ", optional" : "")}";
    }

    [GeneratedRegex(@"^\| `(?<member>[^`]+)` \| (?<type>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
