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
        Error("SBE003", "Required attribute is present", "<{0}> needs the attribute '{1}'");

    /// <summary>An attribute is no number, or none of its range.</summary>
    public static readonly SchemaRule Number =
        Error("SBE004", "Number is in range", "'{1}' is no whole number from {2} to {3}, as the attribute '{0}' must be");

    /// <summary>A type is named that nobody declares.</summary>
    public static readonly SchemaRule UndefinedType =
        Error("SBE005", "Type is declared", "No type '{0}' is declared and no primitive is called so");

    /// <summary>A type name is declared twice.</summary>
    public static readonly SchemaRule DuplicateType =
        Error("SBE006", "Type name is unique", "The type '{0}' is declared before, in line {1}");

    /// <summary>A message id or name is used twice.</summary>
    public static readonly SchemaRule DuplicateMessage =
        Error("SBE007", "Message id and name are unique", "The message {0} '{1}' is used before, by '{2}'");

    /// <summary>A name is used twice in a block, an enum, a set or a composite.</summary>
    public static readonly SchemaRule DuplicateName =
        Error("SBE008", "Name is unique where it is declared", "'{0}' is declared before in '{1}'");

    /// <summary>A field id is used twice in a block; the wire does not carry it.</summary>
    public static readonly SchemaRule DuplicateFieldId =
        Warning("SBE009", "Field id is unique in its block", "The id {0} of '{1}' is used before, by '{2}'");

    /// <summary>An offset points into the element before.</summary>
    public static readonly SchemaRule Offset = Error("SBE010", "Offset is not below the end of the element before",
        "The offset {1} of '{0}' is below {2}, where the element before it ends");

    /// <summary>A block length does not hold the fields.</summary>
    public static readonly SchemaRule BlockLength =
        Error("SBE011", "Block length holds all fields", "The blockLength {1} of '{0}' is shorter than its fields, which take {2} bytes");

    /// <summary>A null, min, max, constant, enum value or bit does not fit its type.</summary>
    public static readonly SchemaRule ValueRange = Error("SBE012", "Value fits its type", "'{0}' is no value of {1}");

    /// <summary>A constant has no value.</summary>
    public static readonly SchemaRule MissingConstant =
        Error("SBE013", "Constant has a value", "The constant '{0}' has neither text nor valueRef");

    /// <summary>A valueRef points at nothing.</summary>
    public static readonly SchemaRule ValueRef =
        Error("SBE014", "valueRef names an enum value", "'{0}' names no value of a declared enum; write Enum.Value");

    /// <summary>An enum or set has an encoding it cannot have.</summary>
    public static readonly SchemaRule Encoding = Error("SBE015", "Encoding type suits the element", "'{0}' cannot be encoded as {1}");

    /// <summary>A composite contains itself.</summary>
    public static readonly SchemaRule Recursion = Error("SBE016", "Types do not contain themselves", "The type '{0}' contains itself");

    /// <summary>A header composite lacks a member, or has one of another type.</summary>
    public static readonly SchemaRule HeaderMember =
        Error("SBE017", "Header composite has its members", "'{0}' needs a whole number '{1}' to serve as {2}");

    /// <summary>A field follows a group, or a group follows data.</summary>
    public static readonly SchemaRule Order =
        Error("SBE018", "Fields, then groups, then data", "<{0}> '{1}' comes too late: fields come first, then groups, then data");

    /// <summary>A sinceVersion lies in the future of the schema.</summary>
    public static readonly SchemaRule SinceVersion =
        Warning("SBE019", "sinceVersion is not above the schema's", "The sinceVersion {1} of '{0}' is above the schema's version {2}");

    /// <summary>Something of SBE that the model does not carry yet.</summary>
    public static readonly SchemaRule NotSupported = Error("SBE020", "Element is supported", "{0} is not supported yet");

    /// <summary>An attribute has a word it cannot have.</summary>
    public static readonly SchemaRule Word = Error("SBE021", "Attribute has one of its words", "'{1}' is no {0}; write {2}");

    private static SchemaRule Error(string id, string title, string format) => new(id, SchemaSeverity.Error, title, format);

    private static SchemaRule Warning(string id, string title, string format) => new(id, SchemaSeverity.Warning, title, format);
}
