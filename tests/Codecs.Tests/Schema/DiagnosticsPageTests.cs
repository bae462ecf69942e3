using FeedHandler.Codecs.Schema;
using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Schema;

public sealed class DiagnosticsPageTests
{
    [Test]
    public void ThePageHasEveryRuleAsItIs()
    {
        IEnumerable<string> rows = File.ReadAllLines(Repository.PathOf("docs/sbe-diagnostics.md"))
            .Where(static line => line.StartsWith("| SBE0", StringComparison.Ordinal))
            .Select(static line => string.Join('|', line.Split('|').Skip(1).Take(3)));
        IEnumerable<string> rules = typeof(SchemaRules).GetFields().Select(static field => (SchemaRule)field.GetValue(null)!)
            .Select(static rule => $" {rule.Id} | {(rule.Severity == SchemaSeverity.Error ? "error" : "warning")} | {rule.Title} ");

        Assert.That(rows, Is.EqualTo(rules.Append(" SBE040 | error | Schemas have a namespace each ")));
    }
}
