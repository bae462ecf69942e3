using FeedHandler.Tests.Support;

namespace FeedHandler.Codecs.Tests.Generator;

public sealed class NamingTests
{
    [Test]
    public void NoNameKeepsTheCodeFromCompiling()
        => Assert.That(GeneratorRun.Of(File.ReadAllText(Repository.PathOf("tests/Codecs.Tests/Schemas/names.xml"))).Problems(), Is.Empty);

    [Test]
    public void MessagesWhoseNamesDifferByCaseHaveFilesThatDifferByMore()
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of("", """
            <message name="Order" id="1"/><message name="ORDER" id="2"/><message name="order" id="3"/><message name="sets" id="4"/>
            """));

        Assert.That(run.Problems(), Is.Empty);
        Assert.That(
            run.Result.GeneratedSources.Select(static source => source.HintName),
            Is.SupersetOf(new[]
            {
                "Generated.Codecs.Order.g.cs", "Generated.Codecs.ORDERMessage.g.cs", "Generated.Codecs.OrderMessage2.g.cs",
                "Generated.Codecs.SetsMessage.g.cs",
            }));
    }

    [Test]
    public void ADescriptionEndsNoLineOfTheCode()
    {
        string description = "one&#x85;two&#x2028;three&#x2029;four&#10;five -- &lt;b&gt; &amp; */ &quot; {x}";
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of(
            $"<enum name=\"E\" encodingType=\"char\" description=\"{description}\"><validValue name=\"A\">&#x9F;</validValue></enum>",
            $"<message name=\"A\" id=\"1\" description=\"{description}\"><field name=\"F\" id=\"1\" type=\"E\" description=\"{description}\"/></message>"));

        Assert.That(run.Problems(), Is.Empty);
    }
}
