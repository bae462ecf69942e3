using FeedHandler.Codecs.Schema;
using FeedHandler.Codecs.Tests.Generator;

namespace FeedHandler.Codecs.Tests.Schema;

/// <summary>No file takes the memory or the stack of a compiler.</summary>
public sealed class SchemaLimitsTests
{
    private static string[] Ids(string xml) => [.. SchemaReader.Read(xml).Diagnostics.Select(static fault => fault.Rule.Id).Distinct()];

    private static string Nest(string open, string close, int count)
        => string.Concat(Enumerable.Repeat(open, count)) + string.Concat(Enumerable.Repeat(close, count));

    [Test]
    public void GroupsNestSoDeepAndNoDeeper()
    {
        Assert.That(Ids(TestSchemas.Of("", $"<message name='M' id='1'>{Nest("<group name='G' id='1'>", "</group>", 64)}</message>")), Is.Empty);
        Assert.That(
            Ids(TestSchemas.Of("", $"<message name='M' id='1'>{Nest("<group name='G' id='1'>", "</group>", 1000)}</message>")),
            Is.EqualTo(["SBE028"]));
    }

    [Test]
    public void CompositesNestSoDeepAndNoDeeper()
    {
        Assert.That(Ids(TestSchemas.Of(Nest("<composite name='C'>", "</composite>", 64), "")), Is.Empty);
        Assert.That(Ids(TestSchemas.Of(Nest("<composite name='C'>", "</composite>", 1000), "")), Is.EqualTo(["SBE028"]));
    }

    [Test]
    public void AChainOfReferencesIsFollowedSoFar()
    {
        string chain = string.Concat(Enumerable.Range(0, 5000).Select(static index => $"<composite name='C{index}'><ref name='r' type='C{index + 1}'/></composite>"));

        Assert.That(Ids(TestSchemas.Of(chain + "<composite name='C5000'/>", "")), Is.EqualTo(["SBE028"]));
    }

    [Test]
    public void ContainersNestSoDeepAndNoDeeper()
        => Assert.That(Ids(TestSchemas.Of(Nest("<types>", "</types>", 1000), "")), Is.EqualTo(["SBE028"]));

    [Test]
    public void CompositesDoNotDoubleWithoutEnd()
    {
        string doubling = string.Concat(Enumerable.Range(1, 60).Select(
            static level => $"<composite name='C{level}'><ref name='a' type='C{level - 1}'/><ref name='b' type='C{level - 1}'/></composite>"));

        Assert.That(
            Ids(TestSchemas.Of("<composite name='C0'><type name='x' primitiveType='int8' presence='constant'>1</type></composite>" + doubling, "")),
            Is.EqualTo(["SBE028"]));
    }

    [Test]
    public void UnknownElementsMayNestAsTheyLike()
        => Assert.That(Ids(TestSchemas.Of(Nest("<x>", "</x>", 1000), "")), Is.EqualTo(["SBE020"]));

    [Test]
    public void ATreeOfAnyDepthIsNotBuilt()
    {
        SchemaDiagnostic fault = SchemaReader.Read(TestSchemas.Of(Nest("<x>", "</x>", 1000000), "")).Diagnostics.Single();

        Assert.That(fault.Rule.Id, Is.EqualTo("SBE001"));
        Assert.That(fault.Message, Does.StartWith("Elements are nested deeper than 1024; flatten them"));
        Assert.That((fault.Line, fault.Column), Is.EqualTo((TestSchemas.TypesLine, (3 * 1023) + 2)));
    }

    [Test]
    public void AMillionBreachesAreNotAllTold()
    {
        EquatableArray<SchemaDiagnostic> diagnostics = SchemaReader.Read(TestSchemas.Of(string.Concat(Enumerable.Repeat("<x/>", 20000)), "")).Diagnostics;

        Assert.That(diagnostics, Has.Count.EqualTo(1001));
        Assert.That(diagnostics[1000].Message, Does.StartWith("There are more breaches than are told"));
    }

    [Test]
    public void ElementsInsideAValueMayNestAsTheyLike()
    {
        string deep = Nest("<x>", "</x>", 1000);

        Assert.That(
            Ids(TestSchemas.Of($"<enum name='E' encodingType='uint8'><validValue name='A'>1{deep}</validValue></enum>", "")), Is.Empty);
    }

    [Test]
    public void AGreatManyOfOneNameAreTold()
    {
        const int Count = 30000;
        string types = string.Concat(Enumerable.Repeat("<type name='T' primitiveType='int8'/>\n", Count));
        string members = string.Concat(Enumerable.Repeat("<enum name='m' encodingType='int8'/>", Count / 3));
        string values = string.Concat(Enumerable.Range(0, Count).Select(static value => $"<validValue name='V'>{value}</validValue>"));
        string messages = string.Concat(Enumerable.Repeat("<message name='M' id='1'><field name='F' id='1' type='t'/></message>", Count));

        SchemaReading reading = SchemaReader.Read(TestSchemas.Of(
            $"{types}<composite name='C'>{members}</composite><enum name='E' encodingType='uint16'>{values}</enum>", messages));

        Assert.That(reading.Schema, Is.Null);
        Assert.That(reading.Diagnostics, Has.Count.EqualTo(1001));
    }

    [Test]
    public void AnEmptySchemaIsASchema()
    {
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(TestSchemas.Of("", ""));

        Assert.That(diagnostics, Is.Empty);
        Assert.That(schema!.Messages, Is.Empty);
    }

    [Test]
    public void ReadingCanBeCancelled()
        => Assert.That(
            () => SchemaReader.Read(TestSchemas.Everything(), new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
}
