using System.Text;
using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Writes methods that give what a generated view reads, one line for each element, as <see cref="MessageLines"/> does.</summary>
internal sealed class WalkerSource
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _composites = new(StringComparer.Ordinal);
    private readonly Queue<(CompositeType Type, INamedTypeSymbol View, string Method)> _pending = new();
    private int _methodCount;

    public override string ToString() => _text.ToString();

    public string Message(SbeMessage message, INamedTypeSymbol view)
    {
        string name = "Walk" + message.Id;
        string block = Block(message.Block, view, isRoot: true);
        _text.AppendLine($"static string? {name}(ReadOnlySpan<byte> message) {{");
        _text.AppendLine($"if (!{OracleSource.NameOf(view)}.TryDecode(message, out var view)) return null;");
        _text.AppendLine($"var text = new StringBuilder(); if (!{block}(view, text, \"\")) return null;");
        _text.AppendLine("return view.TryGetEncodedLength(out var length) ? text.Append(\"length=\").Append(length).ToString() : null; }");
        while (_pending.TryDequeue(out (CompositeType Type, INamedTypeSymbol View, string Method) composite))
            Composite(composite.Type, composite.View, composite.Method);
        return name;
    }

    private string Block(SbeBlock block, INamedTypeSymbol view, bool isRoot)
    {
        (string? method, StringBuilder? body, MemberNames? names) = ($"Block{_methodCount++}", new StringBuilder(), new MemberNames(view, isRoot ? MemberNames.OfMessage : ["TryGetEncodedLength", "TryFormat"]));
        body.AppendLine($"static bool {method}({OracleSource.NameOf(view)} view, StringBuilder text, string path) {{");
        foreach (SbeField field in block.Fields)
            Value(body, names, field.Name, field.Type, field.Presence, field.Constant, block.IsLater(field));
        foreach (SbeGroup group in block.Groups)
            Group(body, names, group);
        foreach (SbeVariable data in block.Variables)
        {
            body.AppendLine($"{{ if (!view.TryGet{names.Take(data.Name, "TryGet*")}(out var data)) return false;");
            body.AppendLine($"text.Append(path).Append(\"{data.Name}:\").Append(Convert.ToHexString(data)).Append('\\n'); }}");
        }

        _text.Append(body).AppendLine("return true; }");
        return method;
    }

    private void Group(StringBuilder body, MemberNames names, SbeGroup group)
    {
        string name = names.Take(group.Name, "TryGet*");
        INamedTypeSymbol entry = names.Type.GetTypeMembers(name + "Entry").Single();
        body.AppendLine($"{{ if (!view.TryGet{name}(out var group)) return false; var index = 0;");
        body.AppendLine($"text.Append(path).Append(\"{group.Name}#\").Append(group.Count).Append('\\n');");
        body.AppendLine($"foreach (var entry in group) if (!{Block(group.Block, entry, isRoot: false)}(entry, text, $\"{{path}}{group.Name}[{{index++}}].\"))");
        body.AppendLine("return false; }");
    }

    private void Composite(CompositeType type, INamedTypeSymbol view, string method)
    {
        (StringBuilder? body, MemberNames? names) = (new StringBuilder(), new MemberNames(view, MemberNames.OfComposite));
        body.AppendLine($"static void {method}({OracleSource.NameOf(view)} view, StringBuilder text, string path) {{");
        foreach (CompositeMember? member in type.Members.Where(static member => member.Type is not EncodedType { Length: 0, Presence: not Presence.Constant }))
        {
            Presence presence = member.Type is EncodedType encoded ? encoded.Presence
                : Elements.IsOptional(member.Type) ? Presence.Optional : Presence.Required;
            Value(body, names, member.Name, member.Type, presence, (member.Type as EncodedType)?.Constant, Elements.IsLater(type, member));
        }

        _text.Append(body).AppendLine("}");
    }

    private void Value(
        StringBuilder body, MemberNames names, string name, SbeType type, Presence presence, ConstantValue? constant, bool isLater)
    {
        body.Append($"text.Append(path).Append(\"{name}\");");
        if (presence == Presence.Constant)
            Constant(body, names, name, constant);
        else if (type is CompositeType composite)
            CompositeField(body, names, name, composite, presence, isLater);
        else if (type is EncodedType { Length: > 1 } array)
            Array(body, names, name, array, isLater);
        else
            Single(body, names, name, type, presence == Presence.Optional, isLater);
    }

    private static void Constant(StringBuilder body, MemberNames names, string name, ConstantValue? constant)
    {
        if (constant is null)
        {
            body.AppendLine("text.Append('\\n');");
            return;
        }

        string member = $"{OracleSource.NameOf(names.Type)}.{names.TakeConstant(name)}";
        body.AppendLine(constant.Text is not null
            ? $"text.Append(':').Append(Convert.ToHexString({member})).Append('\\n');"
            : $"text.Append('=').Append(Bits({Elements.Cast(constant)}{member})).Append('\\n');");
    }

    private void CompositeField(StringBuilder body, MemberNames names, string name, CompositeType type, Presence presence, bool isLater)
    {
        string member = names.Take(name, "*");
        names.UseOf(member, isOptional: false, isLater);
        INamedTypeSymbol view = (INamedTypeSymbol)names.TypeOf(member);
        string method = MethodOf(type, view);
        if (isLater)
            body.Append($"if (!view.Has{member}) text.Append(\" absent\\n\"); else");
        bool canBeNull = presence == Presence.Optional || Elements.StartsOptional(type);
        body.Append($"{{ var part = view.{member}; text.Append({(canBeNull ? "part.IsNull ? \" null\\n\" : \"\\n\"" : "\"\\n\"")});");
        body.AppendLine($"{method}(part, text, path + \"{name}.\"); }}");
    }

    private string MethodOf(CompositeType type, INamedTypeSymbol view)
    {
        string key = OracleSource.NameOf(view);
        if (!_composites.TryGetValue(key, out string? method))
        {
            _composites[key] = method = $"Composite{_composites.Count}";
            _pending.Enqueue((type, view, method));
        }

        return method;
    }

    private static void Array(StringBuilder body, MemberNames names, string name, EncodedType type, bool isLater)
    {
        bool isSpan = type.Primitive is PrimitiveType.Char or PrimitiveType.UInt8;
        string member = names.Take(name, isSpan ? "*" : "Get*");
        names.UseOf(member, isOptional: !isSpan, isLater);
        if (isLater)
            body.Append($"if (!view.Has{member}) text.Append(\" absent\"); else ");
        body.AppendLine(isSpan ? $"Elements(text, view.{member});"
            : $"for (var i = 0; i < {type.Length}; i++) text.Append(i == 0 ? '=' : ',').Append(Bits(view.Get{member}(i)));");
        body.AppendLine("text.Append('\\n');");
    }

    private static void Single(StringBuilder body, MemberNames names, string name, SbeType type, bool isOptional, bool isLater)
    {
        bool isNumber = type is EncodedType;
        string member = names.Take(name, isOptional && isNumber ? ["*", "*Raw"] : ["*"]);
        names.UseOf(member, isOptional, isLater);
        string read = isOptional && isNumber ? member + "Raw" : member;
        if (isLater && !isOptional)
            body.Append($"if (!view.Has{member}) text.Append(\" absent\"); else ");
        body.AppendLine($"text.Append('=').Append(Bits({Elements.Cast(type)}view.{read}));");
        if (isOptional)
            body.AppendLine($"if ({(isNumber ? $"view.{member} is null" : $"!view.Has{member}")}) text.Append(\" null\");");
        body.AppendLine("text.Append('\\n');");
    }
}
