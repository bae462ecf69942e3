namespace FeedHandler.Codecs.Schema;

/// <summary>All rules that the reader checks. Ids never change their meaning: projects may name them to suppress a warning.</summary>
public static class SchemaRules
{
    /// <summary>The text is no XML.</summary>
    public static readonly SchemaRule Xml = Error("SBE001", "Schema is well-formed XML", "{0}");

    /// <summary>The root element is another one.</summary>
    public static readonly SchemaRule Root =
        Error("SBE002", "Root element is messageSchema", "The root element is <{0}>; an SBE schema starts with <messageSchema>");

    /// <summary>An attribute is missing.</summary>
    public static readonly SchemaRule MissingAttribute =
        Error("SBE003", "Required attribute is present", "<{0}> needs the attribute '{1}'; nothing else tells its layout");

    /// <summary>An attribute is no number, or none of its range.</summary>
    public static readonly SchemaRule Number =
        Error("SBE004", "Number is in range", "'{1}' is no whole number from {2} to {3}, as the attribute '{0}' must be");

    /// <summary>A type is named that nobody declares.</summary>
    public static readonly SchemaRule UndefinedType =
        Error("SBE005", "Type is declared", "No type '{0}' is declared and no primitive is called so; declare it, or include the file that does");

    /// <summary>A type name is declared twice.</summary>
    public static readonly SchemaRule DuplicateType = Warning("SBE006", "Type name is unique",
        "The type '{0}' is declared before, in line {1}; the declaration of line {2} counts");

    /// <summary>A message id or name is used twice.</summary>
    public static readonly SchemaRule DuplicateMessage =
        Warning("SBE007", "Message id and name are unique", "The message {0} '{1}' is used before, by '{2}'; {3}");

    /// <summary>A name is used twice in a block, an enum, a set or a composite.</summary>
    public static readonly SchemaRule DuplicateName = Warning("SBE008", "Name is unique where it is declared",
        "'{0}' is declared before in '{1}'; the later one gets a longer name in code");

    /// <summary>A field id is used twice in a block; the wire does not carry it.</summary>
    public static readonly SchemaRule DuplicateFieldId =
        Warning("SBE009", "Field id is unique in its block", "The id {0} of '{1}' is used before, by '{2}'");

    /// <summary>An offset points into the element before.</summary>
    public static readonly SchemaRule Offset = Warning("SBE010", "Offset is not below the end of the element before",
        "The offset {1} of '{0}' is below {2}, where the element before it ends: {3}");

    /// <summary>A block length does not hold the fields.</summary>
    public static readonly SchemaRule BlockLength = Warning("SBE011", "Block length holds all fields",
        "The blockLength {1} of '{0}' is shorter than its fields, which take {2} bytes; {2} is taken");

    /// <summary>A null, min, max, constant, enum value or bit does not fit its type.</summary>
    public static readonly SchemaRule ValueRange = Warning("SBE012", "Value fits its type", "'{0}' is no value of {1}; {2}");

    /// <summary>A constant has no value.</summary>
    public static readonly SchemaRule MissingConstant = Warning("SBE013", "Constant has a value",
        "The constant '{0}' has neither text nor valueRef; it is left out, and takes no bytes");

    /// <summary>A valueRef points at nothing.</summary>
    public static readonly SchemaRule ValueRef = Warning("SBE014", "valueRef names an enum value",
        "'{0}' names no value of a declared enum, as Enum.Value would; the constant is left out, and takes no bytes");

    /// <summary>An enum or set has an encoding it cannot have.</summary>
    public static readonly SchemaRule Encoding = Error("SBE015", "Encoding type suits the element",
        "'{0}' cannot be encoded as {1}; name a whole number or a char as its encodingType");

    /// <summary>A composite contains itself.</summary>
    public static readonly SchemaRule Recursion =
        Error("SBE016", "Types do not contain themselves", "The type '{0}' contains itself; it would be endless on the wire");

    /// <summary>A header composite lacks a member, or has one of another type.</summary>
    public static readonly SchemaRule HeaderMember =
        Error("SBE017", "Header composite has its members", "'{0}' needs a whole number '{1}' to serve as {2}");

    /// <summary>A field follows a group, or a group follows data.</summary>
    public static readonly SchemaRule Order = Error("SBE018", "Fields, then groups, then data",
        "<{0}> '{1}' comes too late: on the wire fields come first, then groups, then data; move it where it is sent");

    /// <summary>A sinceVersion lies in the future of the schema.</summary>
    public static readonly SchemaRule SinceVersion =
        Warning("SBE019", "sinceVersion is not above the schema's", "The sinceVersion {1} of '{0}' is above the schema's version {2}");

    /// <summary>An element that SBE does not know.</summary>
    public static readonly SchemaRule Unknown =
        Warning("SBE020", "Element is one of SBE", "<{0}> is no element of SBE inside <{1}>; it is ignored");

    /// <summary>An attribute has a word it cannot have.</summary>
    public static readonly SchemaRule Word = Error("SBE021", "Attribute has one of its words", "'{1}' is no {0}; write {2}");

    /// <summary>A file to include is not there.</summary>
    public static readonly SchemaRule Include = Error("SBE022", "Included file is at hand", "'{0}' cannot be included: {1}");

    /// <summary>An attribute that moves no byte is missing.</summary>
    public static readonly SchemaRule Assumed =
        Warning("SBE023", "Element is named and numbered", "<{0}> has no attribute '{1}'; {2} is taken");

    /// <summary>An attribute has no meaning where it stands.</summary>
    public static readonly SchemaRule Ignored =
        Warning("SBE024", "Attribute has a meaning where it stands", "The attribute '{0}' of '{1}' is ignored: {2}");

    /// <summary>The message header is not declared.</summary>
    public static readonly SchemaRule AssumedHeader = Warning("SBE025", "Message header is declared",
        "No type '{0}' is declared; the usual header is taken: blockLength, templateId, schemaId, version, each uint16");

    /// <summary>A name differs from one of SBE by case.</summary>
    public static readonly SchemaRule Spelling = Warning("SBE026", "Names of SBE are spelt exactly", "'{0}' is taken for '{1}'");

    /// <summary>A field of variable length.</summary>
    public static readonly SchemaRule NotFixed = Error("SBE027", "Field has a fixed length",
        "The field '{0}' cannot be of the variable-length type '{1}'; declare it as <data>, after fields and groups");

    /// <summary>A file, block, type or nesting beyond what is read.</summary>
    public static readonly SchemaRule Limit = Error("SBE028", "Schema is within bounds", "{0}");

    /// <summary>A number of the schema does not fit the header that carries it.</summary>
    public static readonly SchemaRule HeaderRange = Warning("SBE029", "Header member holds its number",
        "The {0} is {1}, which the header's {2} cannot hold; messages with it can be neither told apart nor written");

    /// <summary>A block is aligned where its start is not known.</summary>
    public static readonly SchemaRule Padding = Error("SBE030", "Block starts where the element before it ends",
        "The alignment {1} of '{0}' pads by its place in the buffer, which is not supported; use offset, blockLength or aligned fields");

    /// <summary>An enum has values of several characters.</summary>
    public static readonly SchemaRule WideEnum = Warning("SBE031", "Enum value is one character or number",
        "The values of '{0}' have {1} characters; it is read as text");

    /// <summary>Two names of an enum or set have one value.</summary>
    public static readonly SchemaRule DuplicateValue =
        Warning("SBE032", "Enum value or bit is unique", "The value {1} of '{0}' is used before, by '{2}'; both names stand for it");

    /// <summary>A data composite has no varData at its end.</summary>
    public static readonly SchemaRule VariableMember = Error("SBE033", "Data composite ends in varData",
        "'{0}' needs 'varData' as its last member, after 'length', to serve as variable-length data");

    /// <summary>A field, group, data or message where it cannot be.</summary>
    public static readonly SchemaRule Misplaced = Error("SBE034", "Fields, groups and data are in messages",
        "<{0}> cannot stand inside <{1}>, and would shift what follows; move it into a message or group");

    /// <summary>Members of a message header or group dimension share bytes.</summary>
    public static readonly SchemaRule HeaderOverlap = Error("SBE035", "Members of a header stand apart",
        "'{0}' starts at {1}, inside of '{2}', which ends at {3}: no sender can write both; mend the offset in '{4}'");

    /// <summary>A name of an enum stands for the null of its encoding.</summary>
    public static readonly SchemaRule NullValue = Warning("SBE036", "Enum value is not the null value",
        "The value {0} of '{1}' is the null value of '{2}'; where a field is optional it reads as none");

    private static SchemaRule Error(string id, string title, string format) => new(id, SchemaSeverity.Error, title, format);

    private static SchemaRule Warning(string id, string title, string format) => new(id, SchemaSeverity.Warning, title, format);
}
