namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>What the reader takes with a warning becomes code that compiles.</summary>
public sealed class MistakeGenerationTests
{
    private const string Enum = "<enum name='E' encodingType='uint8'><validValue name='A'>1</validValue><validValue name='A'>2</validValue></enum>";

    [TestCase("<message name='M' id='1'/><message name='M' id='2'/><message name='N' id='1'/><message name='m' id='3'/>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='int8'/><field name='A' id='2' type='E'/><group name='A' id='3'/><data name='A' id='4' type='varText'/></message>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='uint32'/><field name='B' id='2' type='uint16' offset='1'/></message>")]
    [TestCase("<message name='M' id='1' blockLength='1'><field name='A' id='1' type='uint32'/></message>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='K'/><field name='B' id='2' type='L' presence='optional'/></message>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='Odd'/><field name='B' id='2' type='None'/><field name='C' id='3' type='Nought'/></message>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='Text'/><field name='B' id='2' type='Texts'/><field name='C' id='3' type='Zero'/></message>")]
    [TestCase("<message name='M' id='1'><field type='int8'/><field type='int8'/><group><field type='E'/></group></message>")]
    [TestCase("<message name='M' id='1'><group name='G' id='1' dimensionType='D64' blockLength='70000'/><data name='V' id='2' type='V64'/></message>")]
    [TestCase("<message name='M' id='1'><group name='G' id='1' dimensionType='D8'><data name='V' id='2' type='V8'/></group></message>")]
    [TestCase("<message name='M' id='1' sinceVersion='9'><field name='A' id='1' type='E' sinceVersion='12' deprecated='x'/></message>")]
    [TestCase("<message name='M' id='1'><field name='A' id='1' type='Later' presence='optional'/><field name='B' id='2' type='f'/></message>")]
    [TestCase("")]
    public void AMistakeCompiles(string messages)
    {
        GeneratorRun run = GeneratorRun.Of(TestSchemas.Of(
            Enum + """
            <type name="K" primitiveType="uint8" presence="constant"/><type name="L" primitiveType="uint8" presence="constant">7</type>
            <composite name="Odd"><type name="x" primitiveType="int8" presence="constant">1</type><type name="y" primitiveType="int8" presence="constant"/></composite>
            <composite name="None"/><enum name="Nought" encodingType="int64"/><set name="Nothing" encodingType="uint64"/>
            <type name="Two" primitiveType="char" length="2"/><enum name="Text" encodingType="Two"><validValue name="A">AB</validValue></enum>
            <set name="Texts" encodingType="char"><choice name="A">7</choice><choice name="B">7</choice><choice name="A">0</choice></set>
            <enum name="Zero" encodingType="char"><validValue name="Nil">0x00</validValue><validValue name="Quote">'</validValue></enum>
            <composite name="D64"><type name="blockLength" primitiveType="uint64"/><type name="numInGroup" primitiveType="int64"/></composite>
            <composite name="V64"><type name="length" primitiveType="uint64"/><type name="varData" primitiveType="uint8" length="0"/></composite>
            <composite name="D8"><type name="blockLength" primitiveType="int8"/><type name="numInGroup" primitiveType="int8"/></composite>
            <composite name="V8"><type name="length" primitiveType="int8"/><type name="varData" primitiveType="char" length="0"/></composite>
            <type name="Later" primitiveType="int8"/><type name="Later" primitiveType="float" nullValue="NaN"/>
            <composite name="f"><enum name="e" encodingType="int8"/><enum name="e" encodingType="int16"/><composite name="f"><type name="f" primitiveType="double"/></composite></composite>
            """,
            messages));

        Assert.That(run.Problems().Where(static problem => !problem.Contains("warning SBE", StringComparison.Ordinal)), Is.Empty);
        Assert.That(run.Result.GeneratedSources, Is.Not.Empty);
    }

    [TestCase("<composite name='messageHeader'><type name='templateId' primitiveType='uint8'/></composite>")]
    [TestCase("<composite name='messageHeader'><type name='blockLength' primitiveType='uint16'/></composite>")]
    [TestCase("<composite name='messageHeader'/>")]
    [TestCase("<composite name='messageHeader'><type name='blockLength' primitiveType='uint64'/><type name='templateId' primitiveType='int64'/><type name='schemaId' primitiveType='uint16' presence='constant'>1</type><type name='version' primitiveType='int8'/><type name='numGroups' primitiveType='uint32'/></composite>")]
    [TestCase("")]
    public void AnyHeaderCompiles(string header)
    {
        GeneratorRun run = GeneratorRun.Of($"<messageSchema id='1'><types>{header}</types><message name='M' id='1'><field name='F' id='1' type='int8'/></message></messageSchema>");

        Assert.That(run.Problems().Where(static problem => !problem.Contains("warning SBE025", StringComparison.Ordinal)), Is.Empty);
        Assert.That(run.Result.GeneratedSources, Is.Not.Empty);
    }

    [TestCase(5)]
    public void ABrokenSchemaBecomesCodeThatCompilesOrNone(int seed)
    {
        const int MutationCount = 6;
        Random random = new Random(seed);
        for (int index = 0; index < MutationCount; index++)
        {
            string xml = SchemaMutation.Of(TestSchemas.Everything(), random);
            IEnumerable<string> problems = GeneratorRun.Of(xml).Problems().Where(static problem => !problem.Contains(" SBE0", StringComparison.Ordinal));
            Assert.That(problems, Is.Empty, xml);
        }
    }
}
