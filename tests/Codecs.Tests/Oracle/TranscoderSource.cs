using System.Text;
using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Writes methods that read a message by its generated view and write it by its generated encoder, element by element.</summary>
internal sealed class TranscoderSource
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public string Message(SbeMessage message, INamedTypeSymbol view)
    {
        string name = "Transcode" + message.Id;
        INamedTypeSymbol encoder = view.ContainingNamespace.GetTypeMembers(view.Name + "Encoder").Single();
        _text.AppendLine($"static int {name}(ReadOnlySpan<byte> message, Span<byte> destination) {{");
        _text.AppendLine($"if (!{OracleSource.NameOf(view)}.TryDecode(message, out var from0)) return -1;");
        _text.AppendLine($"if (!{OracleSource.NameOf(encoder)}.TryEncode(destination, out var to0)) return -2;");
        Block(message.Block, view, encoder);
        _text.AppendLine("return to0.MessageLength; }");
        return name;
    }

    private void Block(SbeBlock block, INamedTypeSymbol view, INamedTypeSymbol encoder)
    {
        (MemberNames? from, MemberNames? to) = (new MemberNames(view, _depth == 0 ? MemberNames.OfMessage : ["TryGetEncodedLength", "TryFormat"]),
            new MemberNames(encoder, _depth == 0 ? MemberNames.OfMessage : ["BlockLength"]));
        foreach (SbeField field in block.Fields)
        {
            if (field.Presence != Presence.Constant)
                Field(from, to, field, block.IsLater(field));
            else if (field.Constant is not null)
                from.TakeConstant(field.Name);
        }

        foreach (SbeGroup group in block.Groups)
            Group(from, to, group);
        foreach (SbeVariable data in block.Variables)
        {
            _text.AppendLine($"{{ if (!from{_depth}.TryGet{from.Take(data.Name, "TryGet*")}(out var data)) return -1;");
            _text.AppendLine($"to{_depth}.Set{to.Take(data.Name, "Set*")}(data); }}");
        }
    }

    private void Group(MemberNames from, MemberNames to, SbeGroup group)
    {
        (string? read, string? write) = (from.Take(group.Name, "TryGet*"), to.Take(group.Name, "Begin*"));
        int inner = _depth + 1;
        _text.AppendLine($"{{ if (!from{_depth}.TryGet{read}(out var group{inner})) return -1;");
        _text.AppendLine($"var entries{inner} = to{_depth}.Begin{write}(group{inner}.Count);");
        _text.AppendLine($"foreach (var from{inner} in group{inner}) {{ var to{inner} = entries{inner}.Next();");
        _depth = inner;
        Block(group.Block, from.Type.GetTypeMembers(read + "Entry").Single(), to.Type.GetTypeMembers(write + "EntryEncoder").Single());
        _depth = inner - 1;
        _text.AppendLine("} }");
    }

    private void Field(MemberNames from, MemberNames to, SbeField field, bool isLater)
    {
        bool isOptional = field.Presence == Presence.Optional;
        string name = from.Take(field.Name, ViewMember(field.Type, isOptional));
        from.UseOf(name, Elements.HasTryGet(field.Type, isOptional), isLater);
        bool isNullable = isOptional && field.Type is not (CompositeType or EncodedType { Length: > 1 });
        if (isLater && !isNullable)
            _text.Append($"if (from{_depth}.Has{name})");
        _text.Append("{ ");
        if (field.Type is CompositeType composite)
            Members(composite, (INamedTypeSymbol)from.TypeOf(name), $"from{_depth}.{name}", to, MemberNames.Pascal(field.Name));
        else
            Leaf(field.Type, isOptional, $"from{_depth}.", name, isOptional ? name + "Raw" : name, to, field.Name);
        _text.AppendLine(" }");
    }

    private static string[] ViewMember(SbeType type, bool isOptional) => type switch
    {
        EncodedType { Length: > 1, Primitive: not (PrimitiveType.Char or PrimitiveType.UInt8) } => ["Get*"],
        EncodedType { Length: 1 } when isOptional => ["*", "*Raw"],
        _ => ["*"],
    };

    private void Members(CompositeType type, INamedTypeSymbol view, string source, MemberNames to, string prefix)
    {
        MemberNames names = new MemberNames(view, MemberNames.OfComposite);
        foreach (CompositeMember? member in type.Members.Where(static member => member.Type is not EncodedType { Length: 0, Presence: not Presence.Constant }))
        {
            if (member.Type is EncodedType { Presence: Presence.Constant } constant)
            {
                if (constant.Constant is not null)
                    names.TakeConstant(member.Name);
                continue;
            }

            bool isOptional = Elements.IsOptional(member.Type);
            string name = names.Take(member.Name, ViewMember(member.Type, isOptional));
            bool isLater = Elements.IsLater(type, member);
            names.UseOf(name, Elements.HasTryGet(member.Type, isOptional), isLater);
            if (isLater && (member.Type is CompositeType or EncodedType { Length: > 1 } || !isOptional))
                _text.Append($"if ({source}.Has{name})");
            _text.Append("{ ");
            string target = prefix + MemberNames.Pascal(member.Name);
            if (member.Type is CompositeType inner)
                Members(inner, (INamedTypeSymbol)names.TypeOf(name), $"{source}.{name}", to, target);
            else
                Leaf(member.Type, isOptional, source + ".", name, isOptional ? name + "Raw" : name, to, target);
            _text.Append(" }");
        }
    }

    private void Leaf(SbeType type, bool isOptional, string source, string name, string raw, MemberNames to, string target)
    {
        switch (type)
        {
            case EncodedType { Length: > 1, Primitive: PrimitiveType.Char or PrimitiveType.UInt8 }:
                _text.Append($"to{_depth}.{to.Take(target, "*")} = {source}{name};");
                break;
            case EncodedType { Length: > 1 } array:
                _text.Append(
                    $"for (var i = 0; i < {array.Length}; i++) to{_depth}.Set{to.Take(target, "Set*")}(i, {source}Get{name}(i));");
                break;
            case EncodedType when isOptional:
                _text.Append($"to{_depth}.{to.Take(target, "*", "*Raw")}Raw = {source}{raw};");
                break;
            default:
                _text.Append($"to{_depth}.{to.Take(target, "*")} = {source}{name};");
                break;
        }
    }
}
