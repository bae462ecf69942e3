using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>
/// Finds the C# members that the generator made of a schema's elements. It takes names in schema order, capitalised, and appends "Value"
/// and a number to those that are taken: so the first candidate that exists and is not yet used is the one.
/// </summary>
/// <param name="type">a view or an encoder</param>
/// <param name="reserved">members that it has for itself</param>
internal sealed class MemberNames(INamedTypeSymbol type, params IEnumerable<string> reserved)
{
    private const int AttemptMax = 40;

    /// <summary>Public members that the views of composites have for themselves.</summary>
    public static readonly string[] OfComposite = ["Size", "IsNull", "ToDecimal", "TryFormat"];

    /// <summary>Public members that the views and encoders of messages have for themselves.</summary>
    public static readonly string[] OfMessage =
    [
        "TemplateId", "SchemaId", "SchemaVersion", "BlockLength", "BaseBlockLength", "ActingVersion", "ActingBlockLength", "HeaderLength",
        "EncodedLengthMin", "EncodedLength", "MessageLength", "TryGetEncodedLength", "TryFormat",
    ];

    private readonly HashSet<string> _members = NamesOf(type, isStatic: false);
    private readonly HashSet<string> _constants = NamesOf(type, isStatic: true);
    private readonly HashSet<string> _used = [.. reserved];

    public INamedTypeSymbol Type => type;

    /// <summary>The name of an element.</summary>
    /// <param name="schemaName">name in the schema</param>
    /// <param name="members">members that the element brings along, "*" being its name</param>
    public string Take(string schemaName, params string[] members) => Take(schemaName, _members, members);

    /// <summary>Marks the members that a field brings along besides those it was found by.</summary>
    public void UseOf(string name, bool isOptional, bool isLater)
    {
        if (isOptional || isLater)
            _used.Add("Has" + name);
        if (isOptional)
            _used.UnionWith([name + "Null", "TryGet" + name]);
    }

    /// <summary>The name of a constant.</summary>
    public string TakeConstant(string schemaName) => Take(schemaName, _constants, ["*"]);

    public ITypeSymbol TypeOf(string property) => type.GetMembers(property).OfType<IPropertySymbol>().First().Type;

    public IMethodSymbol Method(string name) => type.GetMembers(name).OfType<IMethodSymbol>().OrderBy(static method => method.Parameters.Length).First();

    public static string Pascal(string name)
    {
        string text = string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        if (text.Length == 0 || char.IsDigit(text[0]))
            text = "_" + text;
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static HashSet<string> NamesOf(INamedTypeSymbol type, bool isStatic)
        => [.. type.GetMembers()
            .Where(member => member.IsStatic == isStatic && member.DeclaredAccessibility == Accessibility.Public)
            .Select(static member => member.Name)];

    private string Take(string schemaName, HashSet<string> existing, string[] members)
    {
        string preferred = Pascal(schemaName);
        for (int attempt = 0; attempt < AttemptMax; attempt++)
        {
            string name = attempt == 0 ? preferred : attempt == 1 ? preferred + "Value" : $"{preferred}Value{attempt}";
            string[] taken = members.Select(member => member.Replace("*", name)).ToArray();
            if (taken.All(existing.Contains) && !taken.Any(_used.Contains))
            {
                _used.UnionWith(taken);
                return name;
            }
        }

        throw new InvalidOperationException($"{type.ToDisplayString()} has no {string.Join(", ", members)} for {schemaName}.");
    }
}
