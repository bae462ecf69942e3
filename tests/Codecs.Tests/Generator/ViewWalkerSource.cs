using System.Text;
using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>
/// Writes a program that reads every member of every generated view, since ref structs are out of reach for reflection.
/// Its methods return the number of group entries and non-empty data read, or −1 when a view called the message malformed.
/// </summary>
internal sealed class ViewWalkerSource
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _composites = new(StringComparer.Ordinal);
    private readonly Queue<INamedTypeSymbol> _pending = new();

    private ViewWalkerSource()
    {
    }

    public static string Of(IAssemblySymbol assembly, string space)
    {
        ViewWalkerSource walker = new ViewWalkerSource();
        List<INamedTypeSymbol> messages = Types(assembly, space)
            .Where(static type => type.AllInterfaces.Any(static face => face.Name == "ISbeMessage")).ToList();
        walker.WriteFrame(messages);
        foreach (INamedTypeSymbol? message in messages)
            walker.WriteMessage(message);
        while (walker._pending.TryDequeue(out INamedTypeSymbol? composite))
            walker.WriteView(composite, $"static int {NameOf(composite)}({composite.ToDisplayString()} view)");
        return walker._text.Append('}').ToString();
    }

    private static IEnumerable<INamedTypeSymbol> Types(IAssemblySymbol assembly, string space)
        => space.Split('.').Aggregate(assembly.GlobalNamespace,
            static (outer, name) => outer.GetNamespaceMembers().Single(inner => inner.Name == name))
            .GetTypeMembers();

    private static string NameOf(ITypeSymbol type) => "Walk_" + type.ToDisplayString().Replace('.', '_');

    private void WriteFrame(List<INamedTypeSymbol> messages)
    {
        _text.AppendLine("#nullable enable").AppendLine("public static class Walker {");
        _text.AppendLine("public static ulong Sum;");
        _text.AppendLine("static void Use<T>(T value) => Sum = unchecked(Sum * 31 + (ulong)(value?.GetHashCode() ?? 0));");
        _text.AppendLine("static void Use(System.ReadOnlySpan<byte> bytes) { foreach (var value in bytes) Sum += value; }");
        _text.AppendLine("static void Use(System.ReadOnlySpan<sbyte> bytes) { foreach (var value in bytes) Sum += (ulong)(byte)value; }");
        _text.AppendLine("public static int Walk(ushort templateId, System.ReadOnlySpan<byte> body, int blockLength, int version)");
        _text.AppendLine("=> templateId switch {");
        foreach (INamedTypeSymbol message in messages)
            _text.AppendLine($"{message.ToDisplayString()}.TemplateId => {NameOf(message)}(body, blockLength, version),");
        _text.AppendLine("_ => -2 };");
    }

    private void WriteMessage(INamedTypeSymbol message)
    {
        string name = message.ToDisplayString();
        _text.AppendLine($"static int {NameOf(message)}(System.ReadOnlySpan<byte> body, int blockLength, int version) {{");
        _text.AppendLine($"if (!{name}.TryWrap(body, blockLength, version, out var message)) return -1;");
        _text.AppendLine($"return {NameOf(message)}(message); }}");
        WriteView(message, $"static int {NameOf(message)}({name} view)");
    }

    private void WriteView(INamedTypeSymbol view, string signature)
    {
        List<INamedTypeSymbol> inner = new List<INamedTypeSymbol>();
        _text.AppendLine(signature + " { var count = 0;");
        foreach (IPropertySymbol? property in view.GetMembers().OfType<IPropertySymbol>().Where(IsReadable))
            WriteRead("view." + property.Name, property.Type);
        foreach (IMethodSymbol? method in view.GetMembers().OfType<IMethodSymbol>().Where(IsPublic))
            WriteCall(method, inner);
        _text.AppendLine("return count; }");
        foreach (INamedTypeSymbol entry in inner)
            WriteView(entry, $"static int {NameOf(entry)}({entry.ToDisplayString()} view)");
    }

    // Groups and data, in wire order.
    private static bool IsElement(IMethodSymbol method)
        => method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.Parameters is [{ RefKind: RefKind.Out, Type.IsRefLikeType: true }];

    private static bool IsPublic(ISymbol symbol) => symbol is { DeclaredAccessibility: Accessibility.Public, IsStatic: false };

    private static bool IsReadable(IPropertySymbol property) => IsPublic(property) && !property.IsIndexer;

    private void WriteRead(string expression, ITypeSymbol type)
    {
        if (!type.IsRefLikeType || type.Name == "ReadOnlySpan")
        {
            _text.AppendLine($"Use({expression});");
            return;
        }

        _text.AppendLine($"{NameOf(type)}({expression});");
        if (_composites.Add(type.ToDisplayString()))
            _pending.Enqueue((INamedTypeSymbol)type);
    }

    private void WriteCall(IMethodSymbol method, List<INamedTypeSymbol> inner)
    {
        if (method.Name.StartsWith("TryGet", StringComparison.Ordinal) && method.Parameters is [{ RefKind: RefKind.Out } result])
            WriteTryGet(method, result.Type, inner);
        else if (method.Name.StartsWith("TryGet", StringComparison.Ordinal))
        {
            List<IMethodSymbol> methods = method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(IsElement).ToList();
            string before = methods[methods.FindIndex(other => other.Name == method.Name) - 1].Name;
            _text.AppendLine($"{{ if (view.{before}(out var previous) && !view.{method.Name}(previous, out _)) return -1; }}");
        }
        else if (method is { Name: ['G', 'e', 't', ..], MethodKind: MethodKind.Ordinary, Parameters: [] })
            _text.AppendLine($"Use(view.{method.Name}());");
        else if (method is { Name: ['G', 'e', 't', ..], MethodKind: MethodKind.Ordinary, Parameters: [_] })
        {
            string length = $"{method.ContainingType.ToDisplayString()}.{method.Name[3..]}Length";
            _text.AppendLine($"for (var index = 0; index < {length}; index++) Use(view.{method.Name}(index));");
        }
        else if (method is { Name: "ToDecimal" })
            _text.AppendLine("Use(view.ToDecimal());");
    }

    private void WriteTryGet(IMethodSymbol method, ITypeSymbol type, List<INamedTypeSymbol> inner)
    {
        if (method.ContainingType.GetMembers("Copy" + method.Name[6..]).Length > 0)
        {
            _text.AppendLine($"if (view.{method.Name}(out var values{method.Name})) foreach (var value in values{method.Name}) Use(value);");
            return;
        }

        if (!type.IsRefLikeType)
        {
            // A field that is null, or the text of data that is read below.
            _text.AppendLine($"{{ view.{method.Name}(out var value); Use(value); }}");
            return;
        }

        _text.AppendLine($"{{ if (!view.{method.Name}(out var part)) return -1;");
        if (type.Name.EndsWith("Group", StringComparison.Ordinal) && type.ContainingType is { } owner)
        {
            INamedTypeSymbol entry = owner.GetTypeMembers(type.Name[..^5] + "Entry").Single();
            _text.AppendLine($"foreach (var entry in part) {{ var inside = {NameOf(entry)}(entry);");
            _text.AppendLine("if (inside < 0) return -1; count += 1 + inside; }");
            if (type.GetMembers().OfType<IPropertySymbol>().Any(static property => property.IsIndexer))
                _text.AppendLine($"for (var index = 0; index < part.Count; index++) {NameOf(entry)}(part[index]);");
            inner.Add(entry);
        }
        else
            _text.AppendLine("Use(part); if (part.Length > 0) count++;");
        _text.AppendLine("}");
    }
}
