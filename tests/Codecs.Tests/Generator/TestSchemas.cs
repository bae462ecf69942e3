namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Small schemas that each show one thing.</summary>
internal static class TestSchemas
{
    private const string Types = """
        <types>
          <composite name="messageHeader">
            <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
            <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
          </composite>
          <composite name="groupSizeEncoding">
            <type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/>
          </composite>
          <composite name="varText">
            <type name="length" primitiveType="uint8"/><type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-8"/>
          </composite>
        """;

    /// <summary>The line where the given types start.</summary>
    public static int TypesLine { get; } = Of("@", "").Split('\n').TakeWhile(static line => line != "@").Count() + 1;

    /// <summary>A schema around declarations of types and messages.</summary>
    public static string Of(string types, string messages, string byteOrder = "littleEndian", int version = 3)
        => $"""
        <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="test" id="7" version="{version}" byteOrder="{byteOrder}">
        {Types}
        {types}
        </types>
        {messages}
        </sbe:messageSchema>
        """;

    /// <summary>Every construct that the generator knows.</summary>
    public static string Everything(string byteOrder = "littleEndian") => Of(
        """
        <type name="class" primitiveType="uint8" presence="optional"/>
        <type name="Text5" primitiveType="char" length="5"/>
        <type name="Numbers" primitiveType="int32" length="3"/>
        <type name="Raw" primitiveType="uint8" length="4"/>
        <type name="Flag" primitiveType="char" presence="constant">Y</type>
        <type name="Word" primitiveType="char" length="3" presence="constant">ABC</type>
        <type name="Ratio" primitiveType="double" presence="optional"/>
        <composite name="Decimal" description="a &lt;number&gt;">
          <type name="mantissa" primitiveType="int64" presence="optional" nullValue="9223372036854775807"/>
          <type name="exponent" primitiveType="int8" presence="constant">-9</type>
        </composite>
        <composite name="Outer">
          <ref name="price" type="Decimal"/>
          <enum name="Kind" encodingType="uint8"><validValue name="A">1</validValue><validValue name="a">2</validValue></enum>
          <set name="Bits" encodingType="uint16"><choice name="First">0</choice><choice name="Last">15</choice></set>
          <type name="late" primitiveType="uint8" offset="12"/>
        </composite>
        <enum name="Side" encodingType="char"><validValue name="Buy">1</validValue><validValue name="Sell"> 2 </validValue></enum>
        <enum name="Level" encodingType="int8"><validValue name="Low">-1</validValue></enum>
        <enum name="Maybe" encodingType="class"><validValue name="Yes">1</validValue></enum>
        <set name="Wide" encodingType="uint64"><choice name="Top">63</choice></set>
        """,
        """
        <sbe:message name="Order" id="1" blockLength="120">
          <field name="Order" id="1" type="uint64"/>
          <field name="string" id="2" type="class"/>
          <field name="Name" id="3" type="Text5"/>
          <field name="Numbers" id="4" type="Numbers"/>
          <field name="Raw" id="5" type="Raw"/>
          <field name="Flag" id="6" type="Flag"/>
          <field name="Word" id="7" type="Word"/>
          <field name="Ratio" id="8" type="Ratio"/>
          <field name="Price" id="9" type="Decimal"/>
          <field name="Outer" id="10" type="Outer"/>
          <field name="Side" id="11" type="Side"/>
          <field name="Level" id="12" type="Level" presence="optional"/>
          <field name="Maybe" id="13" type="Maybe"/>
          <field name="Wide" id="14" type="Wide"/>
          <field name="Fixed" id="15" type="Side" presence="constant" valueRef="Side.Sell"/>
          <field name="Later" id="16" type="uint32" offset="100" sinceVersion="2"/>
          <field name="LaterPrice" id="17" type="Decimal" sinceVersion="3"/>
          <group name="Legs" id="20" blockLength="10">
            <field name="LegId" id="21" type="uint32"/>
            <field name="LegRatio" id="22" type="float" presence="optional"/>
            <group name="Fills" id="23"><field name="Quantity" id="24" type="int16"/></group>
            <data name="Note" id="25" type="varText"/>
          </group>
          <group name="Plain" id="30" sinceVersion="1"><field name="Value" id="31" type="uint16"/></group>
          <data name="Memo" id="40" type="varText"/>
        </sbe:message>
        <sbe:message name="Empty" id="2"/>
        """,
        byteOrder);
}
