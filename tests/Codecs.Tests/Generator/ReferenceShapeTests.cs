namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Shapes that the schemas of the reference implementation's own tests have.</summary>
public sealed class ReferenceShapeTests
{
    private const string Header = "<type name=\"blockLength\" primitiveType=\"uint16\"/><type name=\"templateId\" primitiveType=\"uint16\"/>"
        + "<type name=\"schemaId\" primitiveType=\"uint16\"/><type name=\"version\" primitiveType=\"uint16\"/>";

    [TestCase("<composite name='H'>" + Header + "<ref name='s' type='S'/><ref name='c' type='C'/></composite>",
        "<message name='M' id='4'><field name='header' id='1' type='H'/><field name='c2' id='2' type='Outer'/></message>", TestName = "HeaderWithReferences")]
    [TestCase("<composite name='H'><type name='schemaId' primitiveType='uint16'/><type name='version' primitiveType='uint8'/>"
        + "<type name='templateId' primitiveType='uint8'/><type name='blockLength' primitiveType='uint8'/><type name='numGroups' primitiveType='uint8'/>"
        + "<type name='numVarDataFields' primitiveType='uint8'/></composite>", "<message name='Ping' id='0'> </message>", TestName = "SmallHeader")]
    [TestCase("<composite name='H'>" + Header + "</composite>",
        "<message name='M' id='1'><field name='yield' type='uint64' id='1'/><field name='invalid field name' id='2' type='E'/>"
        + "<group name='invalid group name!' id='3'><field name='invalid field name' id='4' type='uint8'/></group><data name='a b' id='5' type='V'/></message>",
        TestName = "NamesThatAreNone")]
    [TestCase("<composite name='H'>" + Header + "</composite>",
        "<message name='M' id='1'><field name='e' id='1' type='Big'/><field name='f' id='2' type='Big' presence='constant' valueRef='Big.Top'/>"
        + "<field name='k' id='3' type='K'/><field name='n' id='4' type='Wide'/><field name='fl' id='5' type='Floats'/><data name='t' id='6' type='W'/></message>",
        TestName = "ExtremeValues")]
    [TestCase("<composite name='H'>" + Header + "</composite>",
        "<message name='M' id='1'><field name='one' id='1' type='One'/><field name='two' id='2' type='Two'/><field name='three' id='3' type='Three'/>"
        + "<field name='four' id='4' type='Four'/><field name='five' id='5' type='uint8' presence='constant' valueRef='E.A'/></message>",
        TestName = "ConstantsOfAllKinds")]
    public void TheShapeCompiles(string header, string messages)
    {
        GeneratorRun run = GeneratorRun.Of($"""
            <messageSchema package="p q" id="1" headerType="H"><types package="types">{header}
            <set name="S" encodingType="uint8"><choice name="One">0</choice></set><enum name="E" encodingType="uint8"><validValue name="A">1</validValue></enum>
            <composite name="C"><type name="x" primitiveType="uint16"/></composite><composite name="Outer"><ref name="c1" type="C"/></composite>
            <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint32"/></composite>
            <composite name="V"><type name="length" primitiveType="uint32" maxValue="1073741824"/><type name="varData" primitiveType="uint8"/></composite>
            <composite name="W"><type name="length" primitiveType="uint16"/><type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-16"/></composite>
            <type name="i64" primitiveType="int64"/><enum name="Big" encodingType="i64"><validValue name="Low">-9223372036854775807</validValue>
            <validValue name="Top">9223372036854775807</validValue></enum>
            <type name="K" primitiveType="uint64" presence="constant">18446744073709551614</type>
            <type name="Wide" primitiveType="char" length="8" characterEncoding="UTF-16BE"/>
            <type name="Floats" primitiveType="float" length="3" presence="optional" nullValue="-1.1" minValue="0" maxValue="100"/>
            <type name="One" presence="constant" length="1" primitiveType="char">C</type><type name="Two" presence="constant" primitiveType="char">D</type>
            <type name="Three" presence="constant" primitiveType="char">EF</type><type name="Four" presence="constant" length="2" primitiveType="char">GH</type>
            </types>{messages}</messageSchema>
            """);

        Assert.That(run.Problems(), Is.Empty);
        Assert.That(run.Result.GeneratedSources, Is.Not.Empty);
    }
}
