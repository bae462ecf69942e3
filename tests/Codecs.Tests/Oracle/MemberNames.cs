using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>
/// Finds the C# members that the generator made of a schema's elements. It takes names in schema order, capitalised, and appends "Value"
/// and a number to those that are taken: so the first candidate that exists and is not yet used is the one.
/// </summary>
internal sealed class MemberNames(INamedTypeSymbol type)
{
    private const int AttemptMax = 40;

    private readonly HashSet<string> _members = [.. type.GetMembers().Select(static member => member.Name)];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public INamedTypeSymbol Type => type;

    /// <summary>The name of an element.</summary>
    /// <param name="schemaName">name in the schema</param>
    /// <param name="members">members that the element brings along, "*" being its name</param>
    public string Take(string schemaName, params string[] members)
    {
        var preferred = Pascal(schemaName);
        for (var attempt = 0; attempt < AttemptMax; attempt++)
        {
            var name = attempt == 0 ? preferred : attempt == 1 ? preferred + "Value" : $"{preferred}Value{attempt}";
            if (!_used.Contains(name) && members.All(member => _members.Contains(member.Replace("*", name))))
            {
                _used.Add(name);
                return name;
            }
        }

        throw new InvalidOperationException($"{type.ToDisplayString()} has no {string.Join(", ", members)} for {schemaName}.");
    }

    public bool Has(string member) => _members.Contains(member);

    public ITypeSymbol TypeOf(string property) => type.GetMembers(property).OfType<IPropertySymbol>().First().Type;

    public IMethodSymbol Method(string name) => type.GetMembers(name).OfType<IMethodSymbol>().OrderBy(static method => method.Parameters.Length).First();

    public static string Pascal(string name)
    {
        var text = string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        if (text.Length == 0 || char.IsDigit(text[0]))
            text = "_" + text;
        return char.ToUpperInvariant(text[0]) + text[1..];
    }
}
